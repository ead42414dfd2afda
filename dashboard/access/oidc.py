"""Signing in with an OpenID Connect provider: authorization code with PKCE, state and nonce, and signing out."""

import logging
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from authlib.integrations.starlette_client import OAuth, OAuthError
from joserfc.errors import JoseError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.access.current import of_request, sessions
from dashboard.access.page import page
from dashboard.access.person import viewer_of
from dashboard.access.session import COOKIE, session_key
from models.access import Access, Oidc
from models.secret import OIDC_CLIENT_SECRET, required_secret

STATE_COOKIE, STATE_SECONDS = "utsyn_sign_in", 600
log = logging.getLogger("utsyn.access")


class SignIn:
    """The routes below `/auth`: login, callback, logout. `address` is where readers reach the dashboard."""

    def __init__(self, access: Access, oidc: Oidc, warehouse: Path, address: str, languages: tuple[str, ...]) -> None:
        self._access, self._oidc, self._address, self._languages = access, oidc, address.rstrip("/"), languages
        self._sessions = sessions(warehouse, access.session_minutes)
        self._is_secure = address.startswith("https://")
        self._key = session_key(warehouse).decode()
        self._provider = OAuth().register(
            "provider",
            client_id=oidc.client_id,
            client_secret=required_secret(OIDC_CLIENT_SECRET),
            server_metadata_url=f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": " ".join(oidc.scopes), "code_challenge_method": "S256", "timeout": 10},
        )

    def application(self) -> Starlette:
        """What is mounted at /auth."""
        return Starlette(
            routes=[
                Route("/login", self.login),
                Route("/callback", self.callback),
                Route("/logout", self.logout, methods=["POST"]),
            ],
            middleware=[
                Middleware(
                    SessionMiddleware,
                    secret_key=self._key,
                    session_cookie=STATE_COOKIE,
                    max_age=STATE_SECONDS,
                    same_site="lax",
                    https_only=self._is_secure,
                )
            ],
        )

    async def login(self, request: Request) -> Response:
        """Send the reader to the provider; only query parameters of our own pages are kept to come back to."""
        request.session["next"] = urlencode(parse_qsl(request.query_params.get("next", "")))
        try:
            answer: Response = await self._provider.authorize_redirect(request, f"{self._address}/auth/callback")
        except Exception:
            log.exception("the sign-in provider cannot be reached")
            return self._page(request, "provider_down", 503)
        return answer

    async def callback(self, request: Request) -> Response:
        """Check what the provider says, and begin a session with the rights of the reader's groups."""
        options = {
            "iss": {"essential": True, "value": self._oidc.issuer},
            "aud": {"essential": True, "value": self._oidc.client_id},
            "exp": {"essential": True},
        }
        try:
            token = await self._provider.authorize_access_token(request, claims_options=options, leeway=30)
            claims = token["userinfo"]
            user = str(claims[self._oidc.user_claim])
        except (OAuthError, JoseError, KeyError, ValueError) as error:
            log.warning("a sign-in was refused: %s", error)
            return self._page(request, "refused", 403)
        except Exception:
            log.exception("the sign-in provider cannot be reached")
            return self._page(request, "provider_down", 503)
        listed = claims.get(self._oidc.groups_claim, ())
        groups = [listed] if isinstance(listed, str) else [str(group) for group in listed]
        viewer = viewer_of(user, groups, self._access)
        if viewer is None:
            log.warning("no role is given to a person who signed in")
            return self._page(request, "no_role", 403, name=str(claims.get(self._oidc.name_claim, user)))
        cookie, seconds = self._sessions.begin(user, str(claims.get(self._oidc.name_claim, user)), viewer)
        after = request.session.pop("next", "")
        answer = RedirectResponse(f"{self._address}/{f'?{after}' if after else ''}", 303)
        answer.set_cookie(
            COOKIE, cookie, max_age=seconds, httponly=True, secure=self._is_secure, samesite="lax", path=self._path
        )
        return answer

    async def logout(self, request: Request) -> Response:  # noqa: ARG002  # who it is the guard has found out
        """End the session here, then at the provider where it can end one."""
        person = of_request.get()
        if person is not None and person.session:
            self._sessions.end(person)
        after = f"{self._address}/auth/login"
        try:
            metadata = await self._provider.load_server_metadata()
        except Exception:
            log.exception("the sign-in provider cannot be reached")
            metadata = {}
        if end := metadata.get("end_session_endpoint"):
            parameters = {"client_id": self._oidc.client_id, "post_logout_redirect_uri": f"{self._address}/"}
            after = f"{end}?{urlencode(parameters)}"
        answer = RedirectResponse(after, 303)
        answer.delete_cookie(COOKIE, path=self._path, secure=self._is_secure, httponly=True, samesite="lax")
        return answer

    def _page(self, request: Request, reason: str, status: int, **values: str) -> Response:
        """Why it did not work, in the language of the page asked for, with the way to try again for that page."""
        after = request.session.get("next", "")
        languages = dict(parse_qsl(after)).get("lang")
        language = languages if languages in self._languages else self._languages[0]
        return page(reason, language, status, again=f"login?{urlencode({'next': after})}", **values)

    @property
    def _path(self) -> str:
        """The path that the cookie is sent to."""
        _, _, rest = self._address.partition("://")
        return f"/{rest.partition('/')[2]}"
