"""Fixed credentials and accounts of the practice boards. They open nothing but a simulator."""

from __future__ import annotations

from dataclasses import dataclass, field

HOST = "127.0.0.1"
PORT = 8610

REED_CLIENT_ID = 1001
REED_API_KEY = "5b1f0c52-8f0e-4c35-9a6d-2f4be1d7c001"
REED_JOBSEEKER_KEY = "0d9c8a44-31b7-4f7e-8b52-6f1f5f3e2002"
REED_USERNAME = "jobs@elmfield.example"
REED_POSTING_KEY = "7c6e2a90-4d1b-4b8a-bb1e-9a0c44d53003"
REED_EMPLOYER_ID = 420001
REED_SECOND_USERNAME = "jobs@harbour.example"
REED_SECOND_POSTING_KEY = "c2a7e9b4-5f60-4d21-8c3f-1e7d88a64004"
REED_SECOND_EMPLOYER_ID = 420002

TOKENS = {
    "keyed": "practice-keyed-token",
    "findable": "practice-findable-token",
    "blind": "practice-blind-token",
}
KEYED_TOKEN, FINDABLE_TOKEN, BLIND_TOKEN = TOKENS.values()


@dataclass(frozen=True, slots=True)
class Login:
    """The one login of an imitated board."""

    id: str
    secret: str = field(repr=False)


_KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLiE46q6rZx8wbQRl
FamcGNBShkBOZvWIsPT49BBLaLWhRANCAAQfEpfEcSX0cGekiinSzVbR6+jAZwvV
hGUWCBWiNBHzXS3s2Ukrbx8ZMYpRBDj8yHaNYEM+/6h1WHxu3e1kqU3t
-----END PRIVATE KEY-----"""
_CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBEzCBu6ADAgECAgEBMAoGCCqGSM49BAMCMBMxETAPBgNVBAMMCHByYWN0aWNl
MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjATMREwDwYDVQQDDAhw
cmFjdGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABB8Sl8RxJfRwZ6SKKdLN
VtHr6MBnC9WEZRYIFaI0EfNdLezZSStvHxkxilEEOPzIdo1gQz7/qHVYfG7d7WSp
Te0wCgYIKoZIzj0EAwIDRwAwRAIgahAmPUtaXaO3c2WOIoncht5O6skdKvf+mYPV
Bcos2MQCICwBSIiSgsy7X0r7s/TqvhOyw21qGlJlCAjlr/3oBW/6
-----END CERTIFICATE-----"""

LOGINS = {
    "hr_ba_xml": Login("P000123456", f"{_KEY}\n{_CERTIFICATE}"),
    "platsbanken": Login("", "00012345"),
    "stepstone": Login("elmfield", "practice-jobfeed-password"),
    "logicmelon": Login("jobs@elmfield", "practice-melon-key:practice-melon-password"),
    "idibu": Login("", "practice0idibu0hash"),
    "broadbean_xml": Login("elmfield", "practice-inbox & <password>"),
    "broadbean": Login("77", "practice-broadbean-key:practice-broadbean-secret"),
    "wordpress": Login("jobs", "practice wordpress password"),
    "discord": Login("990000000000000001", "practice-discord-token"),
    "slack": Login("C024BE91L", "xoxb-practice-slack-token"),
    "telegram": Login("@practice_jobs", "123456:practice-telegram-token"),
    "bluesky": Login("practice.bsky.example", "practice-bluesky-password"),
    "matrix": Login("!practice:example.org", "practice-matrix-token"),
    "mastodon": Login("", "practice-mastodon-token"),
    "teaching_vacancies": Login("", "practice-teaching-key"),
    "vonq": Login("customer-1", "practice-vonq-token"),
    "ziprecruiter": Login("elmfield", "practice-ziprecruiter-key"),
    "indeed": Login("practice-indeed-client", "practice-indeed-secret"),
    "dwp_find_a_job": Login("elmfield", "practice-dwp-password"),
    "email": Login("jobs@elmfield.example", "practice-mail-password"),
    "linkedin": Login("77practice0001", "practice-linkedin-secret"),
}
