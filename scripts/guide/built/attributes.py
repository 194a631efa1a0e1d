"""Which attributes of which elements hold addresses, and of what kind."""

# What the browser fetches to show the page, and what a reader may follow.
ASSET, HREF, REFERENCE = "asset", "href", "reference"

# What is looked at besides ids and what has an `href`. A further selector costs little, one more
# walk through the page much.
NAMING = (
    "[src],[srcset],[imagesrcset],[poster],[data],[action],[formaction],[cite],[background],"
    "[longdesc],[style],[content],[srcdoc],[usemap],style,script,img:not([src]),link:not([href]),"
    "meta:not([content])"
)
ID_LISTING = ",[for],[list],[form],[headers],[aria-labelledby],[aria-describedby]"
HREF_ATTRIBUTES = {
    ("area", "href"), ("form", "action"), ("input", "formaction"), ("button", "formaction"),
    ("blockquote", "cite"), ("q", "cite"), ("ins", "cite"), ("del", "cite"), ("img", "longdesc"),
}  # fmt: skip
_SRC = {
    "script", "img", "source", "video", "audio", "track", "embed", "iframe", "frame", "input",
}  # fmt: skip
ASSET_ATTRIBUTES = {
    *((tag, "src") for tag in _SRC),
    ("object", "data"), ("video", "poster"), ("body", "background"), ("table", "background"),
    ("td", "background"), ("th", "background"), ("tr", "background"),
}  # fmt: skip
SRCSETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
ID_LISTS = {
    ("label", "for"), ("output", "for"), ("input", "list"), ("td", "headers"), ("th", "headers"),
    ("button", "form"), ("input", "form"), ("select", "form"), ("textarea", "form"),
    ("fieldset", "form"), ("object", "form"), ("output", "form"),
}  # fmt: skip
ARIA = ("aria-labelledby", "aria-describedby")
# Only a name for servers to prepare: nothing is fetched from the address itself.
HINTS = {"dns-prefetch", "preconnect", "pingback", "webmention", "profile"}
FETCHED = {
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "mask-icon",
    "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "prerender",
}  # fmt: skip
META_IMAGES = {
    "og:image", "og:image:url", "og:image:secure_url", "og:video", "og:audio", "twitter:image",
    "twitter:image:src", "msapplication-tileimage", "thumbnail", "msapplication-config",
}  # fmt: skip
META_LINKS = {"og:url", "twitter:url"}
