"""A certificate that ACM issues."""

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import acm, route53

from pyairtable_components.component import Component
from pyairtable_components.context import Context


class IssuedDomain(Component, token="pyairtable:loadbalancing:Certificate"):
    """A certificate for one domain, and the DNS record that proves it.

    https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html

    Args:
        name: Logical name.
        context: What holds for the stack; the certificate is made in its region.
        domain: The domain.
        hosted_zone_id: The Route 53 zone that answers for it.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        domain: str,
        hosted_zone_id: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        certificate = acm.Certificate(
            name,
            region=context.region,
            domain_name=domain,
            validation_method="DNS",
            key_algorithm="EC_prime256v1",
            tags=self.tags(Name=domain),
            opts=self.own(),
        )
        proof = certificate.domain_validation_options[0]
        record = route53.Record(
            f"{name}-proof",
            zone_id=hosted_zone_id,
            name=proof.resource_record_name.apply(str),
            type=proof.resource_record_type.apply(str),
            records=[proof.resource_record_value.apply(str)],
            ttl=300,
            allow_overwrite=True,
            opts=self.own(),
        )
        validated = acm.CertificateValidation(
            name,
            region=context.region,
            certificate_arn=certificate.arn,
            validation_record_fqdns=[record.fqdn],
            opts=self.own(),
        )
        self.arn: Output[str] = validated.certificate_arn
        """Known once the certificate is valid."""
        self.register_outputs({"arn": self.arn})
