package org.parvis.gateway.http.operations;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.gateway.http.wire.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever somebody writes in a message does nothing but stand there. */
class MessageHtmlTest {

    private static final UUID PICTURE = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final Map<String, UUID> FILES = Map.of("photo@saint-exemple.example", PICTURE);

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
            "<a href='javascript:alert(1)'>x</a>",
            "<a href='java&#9;script:alert(1)'>x</a>", "<a href=' &#14;javascript:alert(1)'>x</a>",
            "<iframe src='https://evil.example'></iframe>",
            "<object data='data:text/html,alert'></object>", "<form action='https://evil.example'><input name=password></form>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<base href='https://evil.example/'>",
            "<meta http-equiv=refresh content='0;url=https://evil.example'>",
            "<link rel=stylesheet href='https://evil.example/x.css'>",
            "<style>@import 'https://evil.example/x.css';body{display:none}</style>",
            "<div style=\"background:url(https://evil.example/pixel)\">x</div>",
            "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>",
            "<img src='https://evil.example/pixel.gif'>", "<img srcset='https://evil.example/pixel.gif 2x'>",
            "<video poster='https://evil.example/p.jpg'></video>",
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
            "<a href='/api/v1/session'>x</a>",
            "<a href='//evil.example'>x</a>", "<img src='/api/v1/agents'>", "<img src='cid:../../agents'>",
            "<div id=app class=desk>x</div>", "<p onclick=alert(1)>x",
            "<img src='cid:photo@saint-exemple.example\" onerror=\"alert(1)'>", "<details open ontoggle=alert(1)>",
            "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>"})
    void nothingRunsIsLoadedOrCoversAnything(String html) {
        String sanitised = MessageHtml.sanitised(html, FILES).toLowerCase(Locale.ROOT);

        assertThat(sanitised).doesNotContain("<script", "<svg", "<iframe", "<object", "<form", "<input", "<base", "<meta", "<link",
                "<style", "<math", "<video", "<details",
                "onerror=", "onload", "onclick", "ontoggle", "javascript:", "data:", "url(", "position", "src=\"http",
                "src=\"/api/v1/agents", "srcset", "href=\"/", " id=", " class=");
    }

    @Test
    void wordsListsTablesAndLinksStay() {
        String html = "<h1>Bonjour</h1><p style=\"color:red;position:fixed\">Voici <b>ma</b> demande</p><ul><li>un</li></ul>"
                + "<table><tr><td colspan=\"2\">deux</td></tr></table><a href=\"https://saint-exemple.example/x?a=1&amp;b=2\">lien</a>";

        String sanitised = MessageHtml.sanitised(html, FILES);

        assertThat(sanitised).contains("<h1>Bonjour</h1>", "<b>ma</b>", "<li>un</li>", "colspan=\"2\"", "color:red");
        assertThat(sanitised).contains("href=\"https://saint-exemple.example/x?a&#61;1&amp;b&#61;2\"", "rel=\"noopener noreferrer\"",
                "target=\"_blank\"");
        assertThat(sanitised).doesNotContain("position");
    }

    @Test
    void aPictureWithinTheMessageIsShownFromThere() {
        String sanitised = MessageHtml.sanitised("<img src=\"cid:photo%40saint-exemple.example\" alt=\"La rue\" width=\"400\">", FILES);

        assertThat(sanitised).contains("src=\"/api/v1/attachments/" + PICTURE + "?inline&#61;true\"", "alt=\"La rue\"", "width=\"400\"");
    }

    @Test
    void thePageForbidsOnceMoreWhatTheSanitiserTookOut() {
        Answer page = MessageHtml.page("<p>x</p>", FILES);

        assertThat(page.headers().get("content-security-policy"))
                .contains("default-src 'none'", "img-src 'self'", "frame-ancestors 'self'", "form-action 'none'", "sandbox")
                .doesNotContain("allow-scripts", "allow-forms", "allow-top-navigation", "script-src");
    }

    @ParameterizedTest
    @CsvSource({"facture.pdf, \"facture.pdf\"; filename*=UTF-8''facture.pdf", "reçu.pdf, \"re_u.pdf\"; filename*=UTF-8''re%C3%A7u.pdf",
            "../../etc/passwd, \".._.._etc_passwd\"; filename*=UTF-8''.._.._etc_passwd", "., \"file\"; filename*=UTF-8''file"})
    void aFilesNameCannotLeaveItsHeader(String name, String expected) {
        assertThat(Downloads.disposition("attachment", name)).isEqualTo("attachment; filename=" + expected);
    }

    @Test
    void lineBreaksAndQuotesAndReversalsOfANameAreTakenOut() {
        assertThat(Downloads.disposition("attachment", "a\"\r\nset-cookie: x\u202Efdp.exe"))
                .doesNotContain("\r", "\n", "\u202E", "%E2%80%AE", "a\"")
                .startsWith("attachment; filename=\"a_set-cookie: xfdp.exe\"");
    }

    @Test
    void onlyBytesThatArePicturesAreShownAsSuch() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

        assertThat(Downloads.picture("a.png", Buffer.buffer(png)).headers()).containsEntry("content-type", "image/png");
        Answer.Whole svg = Downloads.picture("a.svg", Buffer.buffer("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
        assertThat(svg.headers()).containsEntry("content-type", "application/octet-stream");
        assertThat(svg.headers().get("content-disposition")).startsWith("attachment");
        assertThat(svg.headers().get("content-security-policy")).contains("sandbox");
    }
}
