"""The load balancer that the internet reaches."""

from collections.abc import Mapping

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import ec2, lb, route53, vpc

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.ecs.placement import SPOT_NOTICE
from pyairtable_components.ecs.refs import TargetRefs
from pyairtable_components.loadbalancing.access_logs import PREFIX, AccessLogBucket
from pyairtable_components.loadbalancing.certificate import IssuedDomain
from pyairtable_components.loadbalancing.firewall import WebAcl
from pyairtable_components.loadbalancing.routing import Rule, rules
from pyairtable_components.loadbalancing.spec import GivenCertificate, IssuedCertificate, LoadBalancerSpec, NoTls
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.vocabulary import physical_name
from pyairtable_components.workload.service import ServiceSpec

# TLS 1.3, and 1.2 with forward secrecy for older clients.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
LEAST_FAILURES = 2
UNUSED_PORT = 80
"""ECS registers each task with its own port. A fixed one here means that a new port replaces no target group."""


class PublicLoadBalancer(Component, token="pyairtable:loadbalancing:Public"):
    """An Application Load Balancer with one target group for each exposed service, and a rule for each of its paths.

    Creates: a security group that admits HTTP and HTTPS; the load balancer (invalid headers dropped, strictest desync
    mitigation, deletion protection by protection level); an HTTPS listener with a TLS 1.3 policy and an HTTP listener
    that redirects to it, or HTTP alone without TLS; a certificate and DNS records where it is issued; access logs at
    monitoring level enhanced and full; a firewall where the spec has one. What no rule matches gets 404.

    Args:
        name: Logical name, and prefix of its children.
        spec: TLS, firewall, timeout.
        context: What holds for the stack.
        network: Its public subnets hold the load balancer.
        services: The services; those with an exposure and a port get a target group and rules.
        hosted_zone_id: The Route 53 zone, for an issued certificate whose spec names no id.
        opts: Resource options.

    Raises:
        ValueError: Two services claim one path, a name is too long, TLS is off outside dev, or the zone is missing.
    """

    def __init__(
        self,
        name: str,
        spec: LoadBalancerSpec,
        context: Context,
        *,
        network: NetworkRefs,
        services: Mapping[str, ServiceSpec],
        hosted_zone_id: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        if isinstance(spec.tls, NoTls) and context.stage != "dev":
            raise ValueError(
                f"there is no TLS in {context.stage}. "
                "For example: tls: {kind: issued, domain: app.example.com, hosted_zone: example.com}"
            )
        self.spec = spec
        self.network = network
        exposed = {
            service: its.runtime.exposure for service, its in services.items() if its.runtime.exposure and its.port
        }
        self._group = self._security_group(name)
        self.security_group_id: Output[str] = self._group.id
        self._balancer = self._load_balancer(name)
        listener = self._listener(name, hosted_zone_id)
        ranked = rules(exposed)
        self.targets = {
            service: self._route(
                service, services[service], [one for one in ranked if one.service == service], listener
            )
            for service in exposed
        }
        """What each exposed service needs to stand behind this load balancer."""
        if spec.firewall:
            WebAcl(f"{name}-firewall", spec.firewall, context, load_balancer_arn=self._balancer.arn, opts=self.own())
        self.url: Output[str] = (
            Output.concat("http://", self._balancer.dns_name)
            if isinstance(spec.tls, NoTls)
            else Output.from_input(f"https://{spec.tls.domain}")
        )
        self.register_outputs({"url": self.url, "dnsName": self._balancer.dns_name})

    def _security_group(self, name: str) -> ec2.SecurityGroup:
        group = ec2.SecurityGroup(
            name,
            region=self.context.region,
            name=self.context.name(name),
            description="Public load balancer: HTTP and HTTPS from anywhere",
            vpc_id=self.network.vpc_id,
            tags=self.tags(Name=self.context.name(name)),
            opts=self.own(),
        )
        for port in (80,) if isinstance(self.spec.tls, NoTls) else (80, 443):
            vpc.SecurityGroupIngressRule(
                f"{name}-{port}",
                region=self.context.region,
                security_group_id=group.id,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
                cidr_ipv4="0.0.0.0/0",
                description="Users",
                tags=self.tags(),
                opts=self.own(),
            )
        return group

    def _load_balancer(self, name: str) -> lb.LoadBalancer:
        logged = self.context.monitoring != "basic"
        logs = AccessLogBucket(f"{name}-logs", self.context, opts=self.own()) if logged else None
        return lb.LoadBalancer(
            name,
            region=self.context.region,
            name=physical_name("load balancer", self.context.name(name)),
            load_balancer_type="application",
            internal=False,
            subnets=self.network.public_subnet_ids,
            security_groups=[self._group.id],
            drop_invalid_header_fields=True,
            desync_mitigation_mode="strictest",
            enable_deletion_protection=self.context.protects,
            idle_timeout=self.spec.idle_timeout,
            access_logs={"bucket": logs.bucket_name, "enabled": True, "prefix": PREFIX} if logs else None,
            tags=self.tags(),
            opts=self.own(),
        )

    def _listener(self, name: str, hosted_zone_id: Input[str] | None) -> lb.Listener:
        if isinstance(self.spec.tls, NoTls):
            return lb.Listener(
                f"{name}-http",
                region=self.context.region,
                load_balancer_arn=self._balancer.arn,
                port=80,
                protocol="HTTP",
                default_actions=[_NOT_FOUND],
                tags=self.tags(),
                opts=self.own(),
            )
        lb.Listener(
            f"{name}-http",
            region=self.context.region,
            load_balancer_arn=self._balancer.arn,
            port=80,
            protocol="HTTP",
            default_actions=[
                {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}}
            ],
            tags=self.tags(),
            opts=self.own(),
        )
        return lb.Listener(
            f"{name}-https",
            region=self.context.region,
            load_balancer_arn=self._balancer.arn,
            port=443,
            protocol="HTTPS",
            ssl_policy=TLS_POLICY,
            certificate_arn=self._certificate(name, self.spec.tls, hosted_zone_id),
            default_actions=[_NOT_FOUND],
            tags=self.tags(),
            opts=self.own(),
        )

    def _certificate(
        self, name: str, tls: GivenCertificate | IssuedCertificate, hosted_zone_id: Input[str] | None
    ) -> Input[str]:
        if isinstance(tls, GivenCertificate):
            return tls.certificate_arn
        zone = tls.hosted_zone_id or hosted_zone_id
        if zone is None:
            raise ValueError(f"the zone of {tls.domain} is unknown. For example: hosted_zone_id: Z0123456789ABC")
        route53.Record(
            name,
            zone_id=zone,
            name=tls.domain,
            type="A",
            aliases=[
                {
                    "name": self._balancer.dns_name,
                    "zone_id": self._balancer.zone_id,
                    "evaluate_target_health": True,
                }
            ],
            opts=self.own(),
        )
        return IssuedDomain(
            f"{name}-certificate", self.context, domain=tls.domain, hosted_zone_id=zone, opts=self.own()
        ).arn

    def _route(self, name: str, service: ServiceSpec, ranked: list[Rule], listener: lb.Listener) -> TargetRefs:
        tags = self.context.tags("loadbalancing:Target", name)
        target = lb.TargetGroup(
            name,
            region=self.context.region,
            name=physical_name("target group", self.context.name(name)),
            port=UNUSED_PORT,
            protocol="HTTP",
            target_type="ip",
            vpc_id=self.network.vpc_id,
            # A Spot interruption leaves 120 seconds for this and for the container's stop together.
            deregistration_delay=min(service.graceful_stop, SPOT_NOTICE // 2),
            health_check={
                "path": service.health.path,
                "interval": service.health.interval,
                "timeout": service.health.timeout,
                "healthy_threshold": 2,
                "unhealthy_threshold": max(service.health.retries, LEAST_FAILURES),
                "matcher": "200-299",
            },
            tags=tags,
            opts=self.own(),
        )
        attached = [self._rule(rule, target, listener, tags) for rule in ranked]
        # ECS refuses a target group that no rule uses yet, so whoever takes the ARN waits for the rules.
        arn = Output.all(target.arn, *(rule.id for rule in attached)).apply(lambda known: str(known[0]))
        return TargetRefs(arn, target.arn_suffix, self._balancer.arn_suffix)

    def _rule(self, rule: Rule, target: lb.TargetGroup, listener: lb.Listener, tags: dict[str, str]) -> lb.ListenerRule:
        conditions: list[lb.ListenerRuleConditionArgsDict] = [{"path_pattern": {"values": [rule.path]}}]
        if rule.hosts:
            conditions.append({"host_header": {"values": list(rule.hosts)}})
        return lb.ListenerRule(
            rule.name,
            region=self.context.region,
            listener_arn=listener.arn,
            priority=rule.priority,
            conditions=conditions,
            actions=[{"type": "forward", "target_group_arn": target.arn}],
            tags=tags,
            opts=self.own(),
        )


_NOT_FOUND: lb.ListenerDefaultActionArgsDict = {
    "type": "fixed-response",
    "fixed_response": {"content_type": "text/plain", "status_code": "404", "message_body": "Not found"},
}
