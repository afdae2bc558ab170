"""Every setting of the desk, read from the environment by the typed readers. Defaults suit one machine."""

from pathlib import Path

from rightsdesk import embedded
from rightsdesk.console_theme import UNFOLD as UNFOLD
from rightsdesk.environment import database, flag, number, one_of, secret, text

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(text("RIGHTSDESK_VAR", str(BASE_DIR / "var")))
SECRET_KEY = secret("SECRET_KEY", VAR / "run" / "secret")
DEBUG = flag("DEBUG", False)
ALLOWED_HOSTS = text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SITE_URL = text("SITE_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "unfold",
    "rightsdesk.journal",
    "rightsdesk.media",
    "rightsdesk.accounts",
    "rightsdesk.artists",
    "rightsdesk.programmes",
    "rightsdesk.consent",
    "rightsdesk.derivatives",
    "rightsdesk.exchange",
    "rightsdesk.screening",
    "rightsdesk.moderation",
    "rightsdesk.payouts",
    "rightsdesk.api",
    "rightsdesk.workbench",
    "rightsdesk.portal",
    "rightsdesk.administration",
    "rightsdesk.shell",
    "rightsdesk.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "django_celery_beat",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rightsdesk.administration.middleware.Support",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rightsdesk.policies.ContentSecurityPolicy",
]

ROOT_URLCONF = "rightsdesk.urls"
WSGI_APPLICATION = "rightsdesk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASE_URL = text(
    "DATABASE_URL", embedded.connection_url(VAR) or "postgresql://desk@127.0.0.1:5432/rightsdesk"
)
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "UserAttributeSimilarityValidator")
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
MAX_AUDIO_BYTES = number("MAX_AUDIO_BYTES", 200_000_000, least=1_000_000)
MAX_AUDIO_SECONDS = number("MAX_AUDIO_SECONDS", 1200, least=60)
MEDIA_URL_SECONDS = number("MEDIA_URL_SECONDS", 900, least=30)
# Who renders: builtin, the same with the operator's trained separator, or an engine behind HTTP.
GENERATION_ENGINE = one_of("GENERATION_ENGINE", "builtin", ("builtin", "neural", "remote"))
GENERATION_CACHE = Path(text("GENERATION_CACHE", str(VAR / "cache" / "generation")))
GENERATION_CACHE_BYTES = number("GENERATION_CACHE_BYTES", 4_000_000_000, least=1_000_000)
# The checkpoint is pinned by its hash; a pickle runs code when it is read, and is refused unless it is wanted.
NEURAL_CHECKPOINT = text("NEURAL_CHECKPOINT", "")
NEURAL_SHA256 = text("NEURAL_SHA256", "")
NEURAL_LICENCE = text("NEURAL_LICENCE", "")
NEURAL_TRAINING = text("NEURAL_TRAINING", "not stated")
NEURAL_ALLOW_PICKLE = flag("NEURAL_ALLOW_PICKLE", False)
# The engine's public key is a JWK; hosts named as private may have an address that the internet has not.
REMOTE_ENGINE_URL = text("REMOTE_ENGINE_URL", "")
REMOTE_ENGINE_KEY = text("REMOTE_ENGINE_KEY", "")
# The desk's own key (a JWK) that consent is signed with for engines; made on first use.
REMOTE_ENGINE_DESK_KEY = VAR / "run" / "engine.jwk"
REMOTE_ENGINE_PRIVATE_HOSTS = [host for host in text("REMOTE_ENGINE_PRIVATE_HOSTS", "").split(",") if host]
REMOTE_ENGINE_SECONDS = number("REMOTE_ENGINE_SECONDS", 1800, least=10)
# Keys the desk signs and marks with; the worker makes them where there are none.
PROVENANCE_KEYS = Path(text("PROVENANCE_KEYS", str(VAR / "keys")))
# What anybody may have verified, without an account.
VERIFY_MAX_BYTES = number("VERIFY_MAX_BYTES", 100_000_000, least=1_000_000)
VERIFY_MAX_SECONDS = number("VERIFY_MAX_SECONDS", 900, least=30)
IMPORT_MAX_BYTES = number("IMPORT_MAX_BYTES", 500_000_000, least=1_000_000)
# A message is read as a whole: about ten times its size in memory.
IMPORT_MAX_XML_BYTES = number("IMPORT_MAX_XML_BYTES", 50_000_000, least=1_000_000)
# A folder with DDEX's ern43/, ern432/ and allowed-value-sets.xsd; messages are validated where it holds their version.
ERN_SCHEMAS = text("ERN_SCHEMAS", "")
# The desk's own DDEX party id (PADPIDA…), the sender of its messages; without one none are written.
DDEX_PARTY_ID = text("DDEX_PARTY_ID", "")
INVITATION_DAYS = number("INVITATION_DAYS", 14, least=1)
# Without a host no e-mail is sent: whoever invites hands the link over.
EMAIL_HOST = text("EMAIL_HOST", "")
EMAIL_PORT = number("EMAIL_PORT", 25, least=1)
EMAIL_HOST_USER = text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "rightsdesk@localhost")

BROKER_URL = text("BROKER_URL", DATABASE_URL.replace("postgresql://", "pgmq://", 1))
CELERY_BROKER_URL = BROKER_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# PGMQ never extends a message's visibility time-out: every task must be shorter than it, and safe to run twice.
# Rendering and sealing five minutes of music takes less than half of it on two cores; raise it for longer recordings.
TASK_SECONDS = number("TASK_SECONDS", 240, least=5)
if BROKER_URL.startswith("pgmq"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": TASK_SECONDS,
        "init_extension": False,
        "wait_time_seconds": 0,
        "polling_interval": 0.25,
        "pool_size": 3,
    }
else:
    CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
    CELERY_BROKER_TRANSPORT_OPTIONS = {"confirm_publish": True}
    CELERY_WORKER_DETECT_QUORUM_QUEUES = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# Soft: it raises inside the task, which then counts as failed. The hard limit kills the child, and the pool hung.
CELERY_TASK_SOFT_TIME_LIMIT = max(TASK_SECONDS - 10, 5)
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "relay the outbox": {"task": "rightsdesk.journal.tasks.relay", "schedule": 5.0},
    "give up stalled work": {"task": "rightsdesk.derivatives.tasks.give_up_stalled", "schedule": 60.0},
    "ask engines about their jobs": {"task": "rightsdesk.derivatives.tasks.poll_engines", "schedule": 10.0},
    "take down what is due": {"task": "rightsdesk.derivatives.tasks.take_down_due", "schedule": 60.0},
    "expire unanswered requests": {"task": "rightsdesk.derivatives.tasks.expire_requests", "schedule": 600.0},
    "seal the journal": {"task": "rightsdesk.journal.tasks.seal", "schedule": 60.0},
}

OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "oauth2_provider.AccessToken"
OAUTH2_PROVIDER_ID_TOKEN_MODEL = "oauth2_provider.IDToken"
OAUTH2_PROVIDER_GRANT_MODEL = "oauth2_provider.Grant"
OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL = "oauth2_provider.RefreshToken"
OAUTH2_PROVIDER_DEVICE_GRANT_MODEL = "oauth2_provider.DeviceGrant"
OAUTH2_PROVIDER = {
    "SCOPES": {
        "catalogue:read": "See what may be remixed",
        "derivatives:write": "Ask for derivatives, deliver them, appeal",
        "derivatives:read": "See your derivatives",
        "usage:write": "Report usage",
    },
    "SCOPES_BACKEND_CLASS": "rightsdesk.accounts.scopes.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["oauth2_provider.contrib.rest_framework.OAuth2Authentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rightsdesk.api.permissions.DeniedUnlessDeclared"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "rightsdesk.api.problems.handle",
    "DEFAULT_PAGINATION_CLASS": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "rightsdesk platform API",
    "DESCRIPTION": "Ask what may be remixed, request derivatives, deliver audio, report usage.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {"AnswerEnum": "rightsdesk.api.answers.verification.ANSWERS"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "INFO")},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
