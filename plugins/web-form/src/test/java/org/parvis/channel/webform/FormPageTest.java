package org.parvis.channel.webform;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Response;
import org.parvis.channel.webform.WebFormConfiguration.Contact;

import static org.assertj.core.api.Assertions.assertThat;

class FormPageTest {

    private final Forms forms = new Forms();

    @Test
    void thePageSpeaksTheBrowsersLanguageAndTheOneThatIsAskedFor() throws Exception {
        assertThat(language(forms.routes.get("").send())).isEqualTo("fr");
        assertThat(language(forms.routes.get("").header("accept-language", "en-GB,en;q=0.9,fr;q=0.5").send())).isEqualTo("en");
        assertThat(language(forms.routes.get("").header("accept-language", "de,fr;q=0.5").send())).isEqualTo("fr");
        assertThat(language(forms.routes.get("?lang=en").header("accept-language", "fr").send())).isEqualTo("en");
        assertThat(language(forms.routes.get("").header("accept-language", ";;;q=x,,").send())).isEqualTo("fr");
    }

    @Test
    void everyControlHasItsLabelAndItsHintIsTiedToIt() throws Exception {
        Document page = Forms.page(forms.routes.get("").send());
        for (Element hint : page.select("form [id$=-hint]")) {
            assertThat(page.select("[aria-describedby~=(^|\\s)" + hint.id() + "(\\s|$)]")).as(hint.id()).isNotEmpty();
        }
        for (Element control : page.select("input:not([type=hidden]), select, textarea")) {
            assertThat(page.select("label[for=" + control.id() + "]")).as(control.id()).hasSize(1);
            for (String id : control.attr("aria-describedby").split(" ")) {
                assertThat(id.isEmpty() || page.getElementById(id) != null).as("described by " + id).isTrue();
            }
        }
    }

    @Test
    void whatIsOptionalIsSaidInWords() throws Exception {
        Document page = Forms.page(forms.routes.get("").send());
        assertThat(page.select("label[for=place]").text()).isEqualTo("Lieu (facultatif)");
        assertThat(page.select("label[for=message]").text()).isEqualTo("Message");
        assertThat(page.select("#message").hasAttr("required")).isTrue();
    }

    @Test
    void theBrowserCanFillInWhatItKnowsOfThePerson() throws Exception {
        Document page = Forms.page(forms.routes.get("").send());
        assertThat(page.select("#name").attr("autocomplete")).isEqualTo("name");
        assertThat(page.select("#email").attr("autocomplete")).isEqualTo("email");
        assertThat(page.select("#phone").attr("autocomplete")).isEqualTo("tel");
    }

    @Test
    void nothingInThePageBreaksItsStrictPolicy() throws Exception {
        Response response = forms.routes.get("?embedded=1").send();
        Document page = Forms.page(response);
        assertThat(page.select("style, [style], script:not([src]), [onclick], [onload], img")).isEmpty();
        assertThat(response.headers().get("content-security-policy")).contains("default-src 'none'")
                .endsWith("frame-ancestors https://www.saint-exemple.example").doesNotContain("unsafe");
    }

    @Test
    void withoutSitesThatMayShowItTheFormIsInNobodysFrame() throws Exception {
        Response response = new Forms(Forms.embeddedBy()).routes.get("").send();
        assertThat(response.headers().get("content-security-policy")).endsWith("frame-ancestors 'none'");
    }

    @Test
    void headingsAreInOrderAndTheTitleSaysWhere() throws Exception {
        Document page = Forms.page(forms.routes.get("").send());
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("legend").eachText()).containsExactly("Votre demande", "Pour vous répondre");
        assertThat(page.title()).isEqualTo("Nous écrire – Mairie de Saint-Exemple");
    }

    @Test
    void theTopicsHaveTheWordsOfTheLanguageAndOneName() throws Exception {
        assertThat(Forms.page(forms.routes.get("?lang=en").send()).select("#topic option[value=Voirie]").text()).isEqualTo("Streets");
        assertThat(Forms.page(forms.routes.get("?lang=fr").send()).select("#topic option[value=Voirie]").text())
                .isEqualTo("Rues et trottoirs");
    }

    @Test
    void aFormThatWantsContactSaysSo() throws Exception {
        Document page = Forms.page(new Forms(Forms.configuration(Contact.REQUIRED)).routes.get("").send());
        assertThat(page.select("#person-hint").text()).contains("au moins une adresse électronique ou un numéro");
    }

    @Test
    void nothingIsPromisedButThePageWhereTheAnswerStandsAndNoCountryIsMeant() throws Exception {
        Document french = Forms.page(forms.routes.get("?lang=fr").send());
        Document english = Forms.page(forms.routes.get("?lang=en").send());
        assertThat(french.select("#person-hint").text()).contains("seule cette page est certaine").doesNotContain("vous serez prévenu");
        assertThat(english.select("#person-hint").text()).contains("that page alone is certain").doesNotContain("you will be told");
        assertThat(Language.FRENCH.say("error.phone")).doesNotContain("français");
        assertThat(Language.ENGLISH.say("error.phone")).doesNotContain("French");
    }

    @Test
    void theFilesOfThePageAreServed() throws Exception {
        Document page = Forms.page(forms.routes.get("?embedded=1").send());
        String style = page.select("link[rel=stylesheet]").attr("href");
        assertThat(style).startsWith("/forms/contact/form.css?v=");
        assertThat(forms.routes.get("/form.css").send().headers()).containsEntry("content-type", "text/css; charset=utf-8");
        assertThat(forms.routes.get("/frame.js").send().body().toUtf8()).contains("'https://www.saint-exemple.example'")
                .doesNotContain("ORIGINS");
    }

    @Test
    void theScriptForOtherSitesNamesTheFormAndItsTitle() throws Exception {
        Response script = forms.routes.get("/embed.js").send();
        assertThat(script.headers()).containsEntry("cross-origin-resource-policy", "cross-origin");
        assertThat(script.body().toUtf8()).contains("'https://parvis.saint-exemple.example/forms/contact'", "fr: 'Formulaire ")
                .doesNotContain("FORM_ADDRESS", "TITLES", "= CHANNEL");
    }

    @Test
    void noTextLeavesItsPlaceInAScript() {
        assertThat(Assets.literal("</script>'\"\\\n\u2028é"))
                .isEqualTo("'\\u003c/script\\u003e\\u0027\\u0022\\u005c\\u000a\\u2028\\u00e9'");
    }

    @Test
    void languagesHaveTheSameWords() {
        assertThat(Language.FRENCH.words().keySet()).isEqualTo(Language.ENGLISH.words().keySet()).isNotEmpty();
        for (String key : Language.FRENCH.words().keySet()) {
            assertThat(places(Language.ENGLISH.words().getString(key))).as(key).isEqualTo(places(Language.FRENCH.words().getString(key)));
        }
    }

    private static Set<String> places(String words) {
        return Pattern.compile("\\{\\w+}").matcher(words).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static String language(Response response) {
        return Forms.page(response).select("html").attr("lang");
    }
}
