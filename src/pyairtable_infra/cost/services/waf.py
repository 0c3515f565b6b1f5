"""AWS WAF.

https://aws.amazon.com/waf/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject

MILLION = Decimal(1_000_000)
WEB_ACL = "aws:wafv2/webAcl:WebAcl"

PRICES = (
    "waf/web ACL",
    "waf/rule or rule group",
    "waf/requests, up to 1500 WCU",
    "waf/Bot Control",
    "waf/account takeover prevention",
)

_EXTRA = {
    "AWSManagedRulesBotControlRuleSet": "waf/Bot Control",
    "AWSManagedRulesATPRuleSet": "waf/account takeover prevention",
}


def web_acl(subject: Subject) -> Iterator[Line]:
    """A web ACL, its rules, the requests that it sees, and the managed groups that cost more."""
    rules = [each for each in subject.inputs.get("rules") or () if isinstance(each, Mapping)]
    yield subject.priced("web ACL", "waf/web ACL", 1)
    if rules:
        yield subject.priced("rules", "waf/rule or rule group", len(rules))
    requests = subject.usage("requests", subject.of_all("requests") / len(subject.all(WEB_ACL)))
    yield subject.priced("requests", "waf/requests, up to 1500 WCU", requests / MILLION, usage=True)
    for rule in rules:
        managed = (rule.get("statement") or {}).get("managedRuleGroupStatement") or {}
        if key := _EXTRA.get(str(managed.get("name"))):
            yield subject.priced(key.partition("/")[2], key, 1)


RULES: Mapping[str, Rule] = {WEB_ACL: web_acl}
FREE = (
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/regexPatternSet:RegexPatternSet",
    "aws:wafv2/ruleGroup:RuleGroup",  # charged as a rule of each web ACL that uses it
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
)
