package org.parvis.gateway.http.wire;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpMethod;

/** What a paused channel says to whoever comes by HTTP: to people a page in their language, to programs a problem; to both when to come back. */
public final class PausedAnswer {

    /** Seconds. */
    static final String RETRY = "120";

    private static final int LONGEST_ACCEPTED = 500;

    private PausedAnswer() {
    }

    private record Words(String language, String title, String closed, String notTaken, String kept) {

        static final Words FRENCH = new Words("fr", "En pause",
                "Ce service n’est pas ouvert en ce moment. Merci de revenir un peu plus tard.",
                "Ce que vous venez d’envoyer n’a pas été reçu. Revenez à la page précédente : ce que vous avez écrit y est encore en général.",
                "Rien de ce que vous aviez envoyé auparavant n’est perdu.");
        static final Words ENGLISH = new Words("en", "Paused", "This service is not open at the moment. Please come back a little later.",
                "What you have just sent was not received. Go back to the page before: what you wrote is usually still there.",
                "Nothing that you had sent before is lost.");
    }

    public static Answer to(Call call) {
        Map<String, String> headers = Map.of("retry-after", RETRY, "cache-control", "no-store", "vary", "accept, accept-language");
        if (!call.header("accept").orElse("").contains("text/html")) {
            return Problem.named(503, "channel-paused",
                    "This channel is paused: nothing was taken. Please try again later; nothing that was taken before is lost.").answer()
                    .with(headers);
        }
        Words words = words(call);
        boolean sent = !call.method().equals(HttpMethod.GET) && !call.method().equals(HttpMethod.HEAD);
        String page = """
                <!doctype html>
                <html lang="%1$s">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%2$s</title></head>
                <body><main><h1>%2$s</h1><p>%3$s</p><p>%4$s</p></main></body>
                </html>
                """.formatted(words.language(), words.title(), sent ? words.notTaken() : words.closed(), words.kept());
        return Answer.text(503, "text/html", page).with(headers)
                .with(Map.of("content-language", words.language(), "content-security-policy", SecurityHeaders.POLICY_DATA));
    }

    /** What the person chose, else what their browser prefers, else French. */
    private static Words words(Call call) {
        return call.query("lang").flatMap(PausedAnswer::named).or(() -> call.header("accept-language").flatMap(PausedAnswer::preferred))
                .orElse(Words.FRENCH);
    }

    private static Optional<Words> named(String language) {
        return switch (language) {
            case "fr" -> Optional.of(Words.FRENCH);
            case "en" -> Optional.of(Words.ENGLISH);
            default -> Optional.empty();
        };
    }

    /** RFC 9110, section 12.5.4. */
    private static Optional<Words> preferred(String header) {
        if (header.length() > LONGEST_ACCEPTED) {
            return Optional.empty();
        }
        try {
            List<LanguageRange> ranges = LanguageRange.parse(header);
            return ranges.stream().map(range -> Locale.forLanguageTag(range.getRange()).getLanguage()).map(PausedAnswer::named)
                    .flatMap(Optional::stream).findFirst();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
