"""Amazon S3.

https://docs.aws.amazon.com/AmazonS3/latest/API/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place, apart

CALLS = (
    Call(
        "aws:s3/bucket:Bucket",
        "s3.CreateBucket",
        places={
            "accelerationStatus": "PutBucketAccelerateConfiguration:AccelerateConfiguration.Status",
            "corsRules": "PutBucketCors:CORSConfiguration.CORSRules",
            "logging": "PutBucketLogging:BucketLoggingStatus.LoggingEnabled",
            "objectLockEnabled": "ObjectLockEnabledForBucket",
            "policy": Place("PutBucketPolicy:Policy", policy="resource"),
            "*.rule.blockedEncryptionTypes": "BlockedEncryptionTypes.EncryptionType",
            "requestPayer": "PutBucketRequestPayment:RequestPaymentConfiguration.Payer",
            "serverSideEncryptionConfiguration": "PutBucketEncryption:ServerSideEncryptionConfiguration",
            "tags": "PutBucketTagging:Tagging.TagSet",
        },
        aside={
            "bucketPrefix": "the beginning of the name",
            "forceDestroy": "how the bucket is deleted",
            **apart(
                "an older form; a resource of its own takes its place",
                "grants lifecycleRules objectLockConfiguration replicationConfiguration versioning website",
            ),
        },
        supplied=("Bucket", "PutBucketLogging:BucketLoggingStatus.LoggingEnabled.TargetPrefix"),
    ),
    Call(
        "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        "s3.PutBucketCors",
        places={"corsRules": "CORSConfiguration.CORSRules"},
    ),
    Call(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "s3.PutBucketLifecycleConfiguration",
        places={"rules": "LifecycleConfiguration.Rules"},
        aside={"timeouts": "how the provider waits"},
    ),
    Call(
        "aws:s3/bucketLogging:BucketLogging",
        "s3.PutBucketLogging",
        into="BucketLoggingStatus.LoggingEnabled",
        places={"bucket": "/Bucket", "expectedBucketOwner": "/ExpectedBucketOwner"},
    ),
    Call(
        "aws:s3/bucketNotification:BucketNotification",
        "s3.PutBucketNotificationConfiguration",
        places={
            "lambdaFunctions": "NotificationConfiguration.LambdaFunctionConfigurations",
            "queues": "NotificationConfiguration.QueueConfigurations",
            "topics": "NotificationConfiguration.TopicConfigurations",
        },
        aside={
            "eventbridge": "true or false, where the API has an empty structure",
            **apart(
                "one of the rules of the filter",
                "lambdaFunctions.filter* queues.filter* topics.filter*",
            ),
        },
        supplied=("NotificationConfiguration",),
    ),
    Call(
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "s3.PutObject",
        places={"kmsKeyId": "SSEKMSKeyId", "websiteRedirect": "WebsiteRedirectLocation"},
        aside={
            **apart("the body, in one of three forms", "content contentBase64 source"),
            **apart("what tells the provider that the body is another", "etag sourceHash"),
            "forceDestroy": "how the object is deleted",
            "overrideProvider": "what holds for the provider alone",
            "tags": "one text, as in a URL",
        },
        supplied=("Key",),
    ),
    Call(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "s3.PutBucketOwnershipControls",
        places={"rule": "OwnershipControls.Rules"},
    ),
    Call(
        "aws:s3/bucketPolicy:BucketPolicy",
        "s3.PutBucketPolicy",
        places={"policy": Place("Policy", policy="resource")},
    ),
    Call(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "s3.PutPublicAccessBlock",
        into="PublicAccessBlockConfiguration",
        places={"bucket": "/Bucket"},
        aside={"skipDestroy": "how the block is deleted"},
    ),
    Call(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "s3.PutBucketEncryption",
        places={
            "rules": "ServerSideEncryptionConfiguration.Rules",
            "rules.blockedEncryptionTypes": "BlockedEncryptionTypes.EncryptionType",
        },
    ),
    Call(
        "aws:s3/bucketVersioning:BucketVersioning",
        "s3.PutBucketVersioning",
        places={"versioningConfiguration.status": Place(own=("Disabled",))},
    ),
)
