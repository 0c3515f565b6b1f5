"""Data transfer: to the internet, between zones, to other regions.

https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
"""

TERABYTE = 1024

# The 100 GB that are free each month count once for all accounts of an organisation; they are not taken off.
OUT = (
    ("data-transfer/to the internet, first 10 TB", 10 * TERABYTE),
    ("data-transfer/to the internet, next 40 TB", 40 * TERABYTE),
    ("data-transfer/to the internet, next 100 TB", 100 * TERABYTE),
    ("data-transfer/to the internet, over 150 TB", None),
)
BETWEEN_ZONES = "data-transfer/between AZs, each direction"
BETWEEN_REGIONS = "data-transfer/to other regions"
