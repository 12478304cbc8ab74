package org.parvis.channel.mastodon;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.Attachment;

/** Brings a file to the server, before the status that shows it. Nobody sees it until then, so doing it again harms nobody. */
final class Uploads {

    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(2);
    private static final int MOST_LOOKS = 30;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Api api;

    Uploads(Api api) {
        this.api = api;
    }

    /** @param id empty when the server refused, and said why in {@code answer} */
    record Uploaded(String id, Answer answer) {
    }

    Uploaded upload(Attachment attachment) throws IOException, InterruptedException {
        Answer answer = post("/api/v2/media", attachment);
        if (answer.status() == 404) {
            answer = post("/api/v1/media", attachment);
        }
        if (!answer.ok()) {
            return new Uploaded("", answer);
        }
        JsonNode said = answer.json();
        String id = Json.words(said, "id").orElseThrow(() -> new IOException("The server does not name the upload"));
        // 202: the server still works on the file (docs.joinmastodon.org/methods/media#v2)
        return answer.status() == 202 ? awaitReady(id) : new Uploaded(id, answer);
    }

    private Uploaded awaitReady(String id) throws IOException, InterruptedException {
        for (int look = 0; look < MOST_LOOKS; look++) {
            Answer answer = api.get("/api/v1/media/" + Api.encode(id), Map.of());
            if (answer.status() != 206) {
                return new Uploaded(answer.ok() ? id : "", answer);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException("The server still works on the upload after " + BETWEEN_LOOKS.multipliedBy(MOST_LOOKS));
    }

    private Answer post(String path, Attachment attachment) throws IOException, InterruptedException {
        String boundary = "parvis-" + UUID.randomUUID();
        String description = attachment.description()
                .map(words -> "--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"description\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + words + "\r\n")
                .orElse("");
        String head = description + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + safe(attachment.name())
                + "\"\r\nContent-Type: " + type(attachment.mediaType()) + "\r\n\r\n";
        // Each of known length, so the whole has a Content-Length: snac closes the connection on a chunked body
        var body = BodyPublishers.concat(BodyPublishers.ofString(head), BodyPublishers.ofByteArray(attachment.bytes().toArray()),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return api.upload(path, "multipart/form-data; boundary=" + boundary, body, LONGEST_UPLOAD);
    }

    /** A header is one line, and its quotes end where they end (RFC 7578, section 4.2). */
    private static String safe(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}\"\\\\/;]", "_");
        return plain.isBlank() ? "file" : plain;
    }

    private static String type(String mediaType) {
        return mediaType.matches("[A-Za-z0-9.+-]{1,100}/[A-Za-z0-9.+-]{1,100}") ? mediaType : "application/octet-stream";
    }
}
