package org.parvis.channel.webform;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

import org.parvis.channel.webform.WebFormConfiguration.Contact;
import org.parvis.channel.webform.WebFormConfiguration.ExtraField;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundsTest {

    private static final Checks CHECKS = new Checks(Forms.configuration(Contact.OPTIONAL), Language.FRENCH);

    @Property
    void everyTextComesOutOfThePageAsItWentIn(@ForAll @CharRange(from = ' ', to = '\uD7FF') String text) {
        Element paragraph = Jsoup.parse(Html.of("<p title=\"{}\">{}</p>", text, text).markup()).expectFirst("p");
        assertThat(paragraph.attr("title")).isEqualTo(text);
        assertThat(paragraph.wholeText()).isEqualTo(text);
        assertThat(paragraph.childrenSize()).isZero();
    }

    @Property
    void linkingAddressesChangesNoWord(@ForAll @CharRange(from = ' ', to = '~') String before,
            @ForAll @StringLength(max = 20) @CharRange(from = '!', to = '~') String path) {
        String text = before + " https://saint-exemple.example/" + path;
        assertThat(Jsoup.parse("<pre>" + Pages.linked(text).markup() + "</pre>").select("pre").get(0).wholeText()).isEqualTo(text);
    }

    @Property
    void anAddressInCanonicalFormStaysAsItIs(@ForAll @StringLength(max = 30) String local, @ForAll @StringLength(max = 30) String domain) {
        Checks.email(local + "@" + domain + ".example").ifPresent(email -> assertThat(Checks.email(email)).contains(email));
    }

    @Property
    void aNumberInCanonicalFormStaysAsItIs(@ForAll @CharRange(from = ' ', to = '9') @StringLength(max = 25) String written) {
        CHECKS.phone(written).ifPresent(number -> assertThat(CHECKS.phone(number)).contains(number));
    }

    @Property
    void aFileNameIsNeverAPath(@ForAll String stated) {
        String name = Checks.name(stated);
        assertThat(name).isNotBlank().doesNotContain("/", "\\", "\0", "\n").isNotIn(".", "..");
        assertThat(name.codePointCount(0, name.length())).isLessThanOrEqualTo(120);
    }

    @Property
    void noInputMakesATicketOrALink(@ForAll String written) {
        var signer = new Forms().context.signer();
        assertThat(Ticket.read(Ticket.FORM, written, signer)).isEmpty();
        assertThat(FollowUpLink.ofToken(written, signer)).isEmpty();
    }

    @Test
    void addressesAreJudgedAsPeopleWriteThem() {
        assertThat(Checks.email("Lea.Marchetti+mairie@Domaine.example")).contains("lea.marchetti+mairie@domaine.example");
        assertThat(Checks.email("lea@mairie-été.example"))
                .contains("lea@xn--mairie-t-h4ai.example".replace("xn--mairie-t-h4ai", IDN.toASCII("mairie-été")));
        for (String wrong : List.of("lea", "lea@", "@domaine.example", "lea@domaine", "lea@@domaine.example", "lea @domaine.example",
                "lea@domaine..example",
                "lea@domaine.example\r\nBcc: x@y.example", "<lea@domaine.example>", "lea@-x.example", "hélène@exemple.example",
                "a".repeat(65) + "@domaine.example")) {
            assertThat(Checks.email(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void filesAreKnownByTheirBytes() {
        assertThat(kind("a.jpg", "\u00FF\u00D8\u00FF\u00E0")).contains(FileKind.JPEG);
        assertThat(kind("a.png", "\u0089PNG\r\n\u001A\n")).contains(FileKind.PNG);
        assertThat(kind("a.webp", "RIFF\0\0\0\0WEBPVP8 ")).contains(FileKind.WEBP);
        assertThat(kind("a.heic", "\0\0\0\u0018ftypheic")).contains(FileKind.HEIC);
        assertThat(kind("a.odt", "PK\u0003\u0004" + "\0".repeat(26) + "mimetypeapplication/vnd.oasis.opendocument.text"))
                .contains(FileKind.ODT);
        assertThat(kind("a.docx", "PK\u0003\u0004xx")).contains(FileKind.DOCX);
        assertThat(kind("a.zip", "PK\u0003\u0004xx")).isEmpty();
        assertThat(kind("a.txt", "<html>")).contains(FileKind.TEXT);
        assertThat(kind("a.exe", "MZ\u0090\0")).isEmpty();
    }

    @Test
    void aConfigurationThatCannotWorkSaysWhy() {
        assertThatThrownBy(() -> Forms.embeddedBy("https://www.saint-exemple.example/page")).hasMessageContaining("not an origin");
        assertThatThrownBy(() -> Forms.embeddedBy("https://a.example; script-src *")).hasMessageContaining("not an origin");
        var place = new ExtraField("place", "Lieu", Optional.empty(), false, false, List.of());
        assertThatThrownBy(() -> Forms.configuration(Contact.OPTIONAL, Duration.ZERO, List.of(place))).hasMessageContaining("Lieu");
        assertThatThrownBy(() -> FileKind.named("exe")).hasMessageContaining("is not one of jpeg, png");
        assertThatThrownBy(() -> Forms.configuration(Contact.OPTIONAL, Duration.ofDays(1), List.of())).hasMessageContaining("shorter");
    }

    @Test
    void placesAndValuesOfATemplateMustMatch() {
        assertThatThrownBy(() -> Html.of("<p>{}</p>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.of("<p></p>", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Html.of("{}{}", Optional.of("{}"), Optional.empty()).markup()).isEqualTo("{}");
    }

    private static Optional<FileKind> kind(String name, String bytes) {
        return FileKind.of(name, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
