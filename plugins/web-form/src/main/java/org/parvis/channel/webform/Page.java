package org.parvis.channel.webform;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Bytes;
import org.parvis.channel.Response;

/** What all pages have in common: head, service's name, language switch, and the headers that keep them private. */
record Page(Site site, String assetsVersion, Optional<URI> privacyNotice) {

    /**
     * A browser that goes back in its history shows the page as it was left, with what was typed and the same ticket, yet never
     * takes it from its cache when the address is asked for again.
     */
    static final String FORM_CACHE = "private, no-cache";
    static final String SECRET_CACHE = "no-store";
    /** No other site learns a secret address. Not {@code no-referrer}: with that, browsers send {@code Origin: null} with our own forms (Fetch, 3.2). */
    private static final String REFERRER = "same-origin";

    /**
     * How one page is shown.
     *
     * @param embedded inside a page of another site: without the frame of its own
     * @param route    of the page itself, for the language switch
     */
    record View(Language language, boolean embedded, String route) {

        String query() {
            return "?lang=" + language.code() + (embedded ? "&embedded=1" : "");
        }

        String inOtherLanguage() {
            return new View(language.other(), embedded, route).query();
        }
    }

    Response respond(int status, View view, String title, String cache, Html content) {
        Html page = Html.of("""
                <!doctype html>
                <html lang="{}"{}>
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="robots" content="{}">
                <title>{} – {}</title>
                <link rel="stylesheet" href="{}/form.css?v={}">
                {}</head>
                <body>
                {}<main id="content" tabindex="-1">
                {}</main>
                <footer class="foot">{}{}</footer>
                </body>
                </html>
                """, view.language().code(), Html.when(view.embedded(), " class=\"embedded\""), robots(cache), title, site.service(),
                site.path(), assetsVersion,
                Html.when(view.embedded(), "<script src=\"{}/frame.js?v={}\" defer></script>\n", site.path(), assetsVersion),
                view.embedded() ? Html.NONE : header(view), content, Html.of("<span>{}</span>", view.language().say("private")),
                aside(view));
        Map<String, String> headers = new HashMap<>(
                Map.of("content-type", "text/html; charset=utf-8", "cache-control", cache, "content-language",
                        view.language().code(), "vary", "accept-language", "referrer-policy", REFERRER, "content-security-policy",
                        site.contentSecurityPolicy(), "x-content-type-options", "nosniff"));
        if (!robots(cache).equals("all")) {
            headers.put("x-robots-tag", robots(cache));
        }
        return new Response(status, headers, Bytes.utf8(page.markup()));
    }

    /** Only the form itself is for search engines. */
    private static String robots(String cache) {
        return cache.equals(FORM_CACHE) ? "all" : "noindex, nofollow, noarchive";
    }

    private Html header(View view) {
        return Html.of("""
                <a class="skip" href="#content">{}</a>
                <header class="top"><div><p class="service">{}</p>{}</div></header>
                """, view.language().say("skip.page"), site.service(), languageSwitch(view));
    }

    private Html aside(View view) {
        Html privacy = privacyNotice
                .map(address -> Html.of("<a href=\"{}\"{}>{}</a>", address, target(view), view.language().say("privacy")))
                .orElse(Html.NONE);
        return Html.join(privacy, view.embedded() ? languageSwitch(view) : Html.NONE);
    }

    private Html languageSwitch(View view) {
        Language other = view.language().other();
        return Html.of("<a class=\"tongue\" href=\"{}{}{}\" lang=\"{}\" hreflang=\"{}\">{}</a>", site.path(), view.route(),
                view.inOtherLanguage(), other.code(),
                other.code(), view.language().say("language.switch"));
    }

    /** Links that leave the form leave the page around it alone. */
    static Html target(View view) {
        return Html.when(view.embedded(), " target=\"_blank\" rel=\"noopener\"");
    }
}
