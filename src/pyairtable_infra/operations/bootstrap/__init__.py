"""What a first `pulumi up` needs: a bucket for the state, a key for its secrets, roles for GitHub Actions.

It stands outside Pulumi because Pulumi cannot keep the state of the bucket that holds its state. `request` says what a
person wants, `site` where it goes, `storage` and `identity` describe it as data, `found` reads what is there,
`planning` compares the two, `runner` does the difference, `report` and `following` tell of it.
"""
