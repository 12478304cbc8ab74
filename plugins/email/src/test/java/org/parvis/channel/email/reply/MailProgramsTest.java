package org.parvis.channel.email.reply;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.parvis.channel.Content.Fold;

import static org.assertj.core.api.Assertions.assertThat;

/** What each mail program puts above and around a quotation, in French and in English. */
class MailProgramsTest {

    private static final String REPLY = "Bonjour,\n\nMerci, le lampadaire marche : c'est réglé.\n\nCamille Martin";

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void theReplyStaysAndTheRestIsFolded(String program, String rest) {
        assertThat(Visible.of(REPLY + "\n\n" + rest)).isEqualTo(REPLY);
        assertThat(Visible.of(REPLY + "\n" + rest)).as("without an empty line between").isEqualTo(REPLY);
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("Outlook, French", """
                        De : Mairie de Saint-Exemple <bonjour@saint-exemple.example>
                        Envoyé : lundi 14 septembre 2026 10:12
                        À : Camille Martin <camille.martin@citoyenne.example>
                        Objet : RE: Lampadaire [#17]

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Outlook, English", """
                        From: Mairie de Saint-Exemple <bonjour@saint-exemple.example>
                        Sent: Monday, September 14, 2026 10:12 AM
                        To: Camille Martin <camille.martin@citoyenne.example>
                        Subject: RE: Lampadaire [#17]

                        Hello, we come tomorrow.
                        """),
                Arguments.of("Outlook with bold labels, French", """
                        *De :* Mairie de Saint-Exemple <bonjour@saint-exemple.example>
                        *Envoyé :* lundi 14 septembre 2026 10:12
                        *À :* Camille Martin
                        *Cc :* Voirie
                        *Objet :* RE: Lampadaire
                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Outlook on the web, French", """
                        ________________________________
                        De : Mairie de Saint-Exemple <bonjour@saint-exemple.example>
                        Envoyé : lundi 14 septembre 2026 10:12
                        À : Camille Martin <camille.martin@citoyenne.example>
                        Objet : RE: Lampadaire

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Outlook 2003, French", """
                        -----Message d'origine-----
                        De : Mairie [mailto:bonjour@saint-exemple.example]
                        Envoyé : lundi 14 septembre 2026 10:12
                        À : Camille Martin
                        Objet : Lampadaire

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Outlook 2003, English", """
                        -----Original Message-----
                        From: Mairie [mailto:bonjour@saint-exemple.example]
                        Sent: Monday, September 14, 2026 10:12 AM
                        To: Camille Martin
                        Subject: Lampadaire

                        Hello, we come tomorrow.
                        """),
                Arguments.of("Outlook for Mac, French", """
                        De : Mairie de Saint-Exemple <bonjour@saint-exemple.example>
                        Date : lundi, 14 septembre 2026 à 10:12
                        À : Camille Martin <camille.martin@citoyenne.example>
                        Objet : Re: Lampadaire
                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Gmail, French", """
                        Le lun. 14 sept. 2026 à 10:12, Mairie de Saint-Exemple <bonjour@saint-exemple.example> a écrit :

                        > Bonjour, nous passons demain.
                        >
                        > Le dim. 13 sept. 2026 à 21:00, Camille Martin a écrit :
                        >> Le lampadaire est éteint.
                        """),
                Arguments.of("Gmail, French, wrapped", """
                        Le lun. 14 sept. 2026 à 10:12, Mairie de Saint-Exemple, service de la voirie <
                        bonjour@saint-exemple.example> a écrit :

                        > Bonjour, nous passons demain.
                        """),
                Arguments.of("Gmail, English", """
                        On Mon, Sep 14, 2026 at 10:12 AM Mairie de Saint-Exemple <
                        bonjour@saint-exemple.example> wrote:

                        > Hello, we come tomorrow.
                        """),
                Arguments.of("Apple Mail, French", """
                        Le 14 sept. 2026 à 10:12, Mairie de Saint-Exemple <bonjour@saint-exemple.example> a écrit :

                        > Bonjour, nous passons demain.
                        """),
                Arguments.of("Apple Mail, French, with no-break spaces", """
                        Le 14 sept. 2026 à 10:12, Mairie de Saint-Exemple <bonjour@saint-exemple.example> a écrit\u00A0:

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Apple Mail, English", """
                        On 14 Sep 2026, at 10:12, Mairie de Saint-Exemple <bonjour@saint-exemple.example> wrote:

                        > Hello, we come tomorrow.
                        """),
                Arguments.of("Thunderbird, French", """
                        Le 14/09/2026 à 10:12, Mairie de Saint-Exemple a écrit :
                        > Bonjour, nous passons demain.
                        """),
                Arguments.of("Thunderbird, English", """
                        On 14/09/2026 10:12, Mairie de Saint-Exemple wrote:
                        > Hello, we come tomorrow.
                        """),
                Arguments.of("Thunderbird without a date", """
                        Mairie de Saint-Exemple a écrit :
                        > Bonjour, nous passons demain.
                        """),
                Arguments.of("iPhone, French", """
                        Envoyé de mon iPhone

                        > Le 14 sept. 2026 à 10:12, Mairie de Saint-Exemple <bonjour@saint-exemple.example> a écrit :
                        >
                        > Bonjour, nous passons demain.
                        """),
                Arguments.of("iPhone, English", """
                        Sent from my iPhone

                        > On 14 Sep 2026, at 10:12, Mairie de Saint-Exemple <bonjour@saint-exemple.example> wrote:
                        >
                        > Hello, we come tomorrow.
                        """),
                Arguments.of("Samsung, French", """
                        Envoyé depuis mon appareil Galaxy


                        -------- Message d'origine --------
                        De : Mairie <bonjour@saint-exemple.example>
                        Date : 14/09/2026 10:12 (GMT+01:00)
                        À : camille.martin@citoyenne.example
                        Objet : Re: Lampadaire

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Android, English", """
                        Sent from my Galaxy


                        -------- Original message --------
                        From: Mairie <bonjour@saint-exemple.example>
                        Date: 14/09/2026 10:12 (GMT+01:00)
                        To: camille.martin@citoyenne.example
                        Subject: Re: Lampadaire

                        Hello, we come tomorrow.
                        """),
                Arguments.of("K-9 Mail, French", """
                        Le 14 septembre 2026 10:12:13 GMT+02:00, Mairie de Saint-Exemple <bonjour@saint-exemple.example> a écrit :
                        >Bonjour, nous passons demain.
                        """),
                Arguments.of("Outlook for iOS, French", """
                        Télécharger Outlook pour iOS<https://aka.ms/o0ukef>
                        ________________________________
                        De : Mairie de Saint-Exemple <bonjour@saint-exemple.example>
                        Envoyé : lundi 14 septembre 2026 10:12:13
                        À : Camille Martin <camille.martin@citoyenne.example>
                        Objet : Re: Lampadaire

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Outlook for Android, English", """
                        Get Outlook for Android<https://aka.ms/AAb9ysg>
                        ________________________________
                        From: Mairie de Saint-Exemple <bonjour@saint-exemple.example>
                        Sent: Monday, September 14, 2026 10:12:13 AM
                        To: Camille Martin <camille.martin@citoyenne.example>
                        Subject: Re: Lampadaire

                        Hello, we come tomorrow.
                        """),
                Arguments.of("Yahoo, French", """
                        Le lundi 14 septembre 2026 à 10:12:13 UTC+2, Mairie de Saint-Exemple <bonjour@saint-exemple.example> a écrit :


                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Zimbra, French", """
                        ----- Mail original -----
                        De: "Mairie" <bonjour@saint-exemple.example>
                        À: "Camille Martin" <camille.martin@citoyenne.example>
                        Envoyé: Lundi 14 Septembre 2026 10:12:13
                        Objet: Re: Lampadaire

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Windows Mail, French", """
                        Provenance : Courrier pour Windows

                        De : Mairie de Saint-Exemple
                        Envoyé le :lundi 14 septembre 2026 10:12
                        À : Camille Martin
                        Objet :Re: Lampadaire

                        Bonjour, nous passons demain.
                        """),
                Arguments.of("Orange webmail, French", """
                        > Message du 14/09/26 10:12
                        > De : "Mairie" <bonjour@saint-exemple.example>
                        > A : camille.martin@citoyenne.example
                        > Objet : Re: Lampadaire
                        >
                        > Bonjour, nous passons demain.
                        """));
    }

    @Test
    void answersBetweenQuotedLinesStayVisible() {
        String text = """
                Le 14/09/2026 à 10:12, Mairie a écrit :
                > Quelle rue ?

                La rue Haute.

                > Depuis quand ?

                Depuis lundi.
                """;
        assertThat(Visible.words(Visible.of(text))).isEqualTo("La rue Haute. Depuis lundi.");
    }

    @Test
    void aSignatureBehindItsDelimiterIsFoldedAsSuch() {
        String text = "Bonjour,\nle lampadaire est éteint.\n\n-- \nCamille Martin\n3 rue Haute";
        assertThat(Folding.of(text)).extracting(Fold::kind).containsExactly(Fold.Kind.SIGNATURE);
        assertThat(Visible.of(text)).isEqualTo("Bonjour,\nle lampadaire est éteint.");
    }

    @Test
    void aForwardedMessageStaysVisible() {
        String text = """
                Pour information.

                ---------- Forwarded message ---------
                De : Camille Martin <camille.martin@citoyenne.example>
                Date: lun. 14 sept. 2026 à 10:12
                Subject: Lampadaire
                To: <bonjour@saint-exemple.example>

                Le lampadaire est éteint.""";
        assertThat(Visible.of(text)).isEqualTo(text);
    }

    @Test
    void aMessageOfNothingButQuotationsIsShownWhole() {
        String text = "> Le lampadaire est éteint.\n> Rue Haute.";
        assertThat(Folding.of(text)).isEmpty();
    }

    @Test
    void ordinarySentencesThatLookLikeMarksStay() {
        String text = """
                Le maire m'a écrit :
                il passera le 3.

                De : la rue Haute
                à la rue Basse, il fait noir.
                On verra :
                -- ou pas.""";
        assertThat(Visible.of(text)).isEqualTo(text);
    }

    @Test
    void foldsAreInOrderAndWithinTheText() {
        String text = "a\n> b\n\n> c\nd\n-- \ne";
        assertThat(Folding.of(text)).containsExactly(new Fold(Fold.Kind.QUOTATION, 2, 10), new Fold(Fold.Kind.SIGNATURE, 13, 18));
    }
}
