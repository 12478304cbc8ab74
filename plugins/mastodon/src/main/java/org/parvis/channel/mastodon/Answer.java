package org.parvis.channel.mastodon;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.Bytes;

/**
 * A server's answer.
 *
 * @param cut whether the body was longer than what was taken of it
 */
record Answer(int status, HttpHeaders headers, Bytes body, boolean cut) {

    private static final int LONGEST_ERROR = 300;

    boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean gone() {
        return status == 404 || status == 410;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** @throws IOException when the body is no JSON within bounds */
    JsonNode json() throws IOException {
        if (cut) {
            throw new IOException("The answer is longer than " + body.size() + " bytes");
        }
        return Json.parse(body);
    }

    /** The server's own words for what is wrong, in short. */
    String error() {
        String said;
        try {
            said = Json.text(json(), "error").orElse("");
        } catch (IOException e) {
            // Not every server, nor every proxy before one, answers an error in JSON
            said = new String(body.toArray(), 0, Math.min(body.size(), LONGEST_ERROR), StandardCharsets.UTF_8)
                    .replaceAll("<[^>]*>|\\s+", " ").strip();
        }
        String words = said.length() > LONGEST_ERROR ? said.substring(0, LONGEST_ERROR) : said;
        return "HTTP " + status + (words.isBlank() ? "" : ": " + words);
    }
}
