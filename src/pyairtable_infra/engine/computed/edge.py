"""Elastic Load Balancing, certificates, DNS, WAF."""

import uuid
from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject

ELB = "elasticloadbalancing"

# https://docs.aws.amazon.com/general/latest/gr/elb.html
LOAD_BALANCER_ZONES = {"us-east-1": "Z35SXDOTRQ7X7K", "us-west-2": "Z1H1FL5HABSF5"}


def _load_balancer(subject: Subject) -> Computed:
    suffix = f"app/{subject.name}/{subject.hex(16)}"
    arn = subject.arn(ELB, f"loadbalancer/{suffix}")
    outputs = {
        "arn": arn,
        "arnSuffix": suffix,
        "name": subject.name,
        "dnsName": f"{subject.name}-{int(subject.hex(8), 16)}.{subject.region}.elb.amazonaws.com",
        "zoneId": LOAD_BALANCER_ZONES.get(subject.region, f"Z{subject.hex(13, 'zone').upper()}"),
    }
    return Computed(arn, outputs)


def _target_group(subject: Subject) -> Computed:
    suffix = f"targetgroup/{subject.name}/{subject.hex(16)}"
    arn = subject.arn(ELB, suffix)
    return Computed(arn, {"arn": arn, "arnSuffix": suffix, "name": subject.name})


def _listener(subject: Subject) -> Computed:
    above = subject.text("loadBalancerArn").partition(":loadbalancer/")[2]
    arn = subject.arn(ELB, f"listener/{above}/{subject.hex(16)}")
    return Computed(arn, {"arn": arn})


def _listener_rule(subject: Subject) -> Computed:
    above = subject.text("listenerArn").partition(":listener/")[2]
    arn = subject.arn(ELB, f"listener-rule/{above}/{subject.hex(16)}")
    return Computed(arn, {"arn": arn})


def _certificate(subject: Subject) -> Computed:
    arn = subject.arn("acm", f"certificate/{uuid.uuid5(uuid.NAMESPACE_URL, subject.seed)}")
    domain = subject.text("domainName")
    proof = {
        "domainName": domain,
        "resourceRecordName": f"_{subject.hex(32)}.{domain}.",
        "resourceRecordType": "CNAME",
        "resourceRecordValue": f"_{subject.hex(32, 'value')}.acm-validations.aws.",
    }
    return Computed(arn, {"arn": arn, "domainValidationOptions": [proof], "status": "PENDING_VALIDATION"})


def _record(subject: Subject) -> Computed:
    name = subject.text("name").rstrip(".")
    return Computed(f"{subject.text('zoneId')}_{name}_{subject.text('type')}", {"fqdn": name})


def _web_acl(subject: Subject) -> Computed:
    id_ = str(uuid.uuid5(uuid.NAMESPACE_URL, subject.seed))
    scope = "global" if subject.text("scope") == "CLOUDFRONT" else "regional"
    arn = subject.arn("wafv2", f"{scope}/webacl/{subject.name}/{id_}")
    return Computed(id_, {"arn": arn, "capacity": 1, "lockToken": subject.hex(32)})


RULES: Mapping[str, Rule] = {
    "aws:acm/certificate:Certificate": _certificate,
    "aws:acm/certificateValidation:CertificateValidation": lambda s: Computed(s.text("certificateArn")),
    "aws:lb/listener:Listener": _listener,
    "aws:lb/listenerRule:ListenerRule": _listener_rule,
    "aws:lb/loadBalancer:LoadBalancer": _load_balancer,
    "aws:lb/targetGroup:TargetGroup": _target_group,
    "aws:route53/record:Record": _record,
    "aws:wafv2/webAcl:WebAcl": _web_acl,
    "aws:wafv2/webAclAssociation:WebAclAssociation": lambda s: Computed(
        f"{s.text('webAclArn')},{s.text('resourceArn')}"
    ),
}
