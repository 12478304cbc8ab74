package org.parvis.channel.mastodon;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.parvis.channel.Bytes;

/**
 * One notification as the server delivered it.
 *
 * @param id   by which the server pages
 * @param json empty when it could not be parsed
 * @param raw  the bytes; cut when there were too many
 */
record Notification(String id, Optional<JsonNode> json, Bytes raw) {

    /** Of a notification and of a status. The longest seen have 42 characters. */
    static final int LONGEST_ID = 128;
    private static final int LONGEST_TIME = 40;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(?:\"([^\"\\\\\\s]{1,128})\"|([0-9]{1,30}))");

    /** Of a notification that is no JSON: the first thing in it that looks like its id, so that it can be taken in and left behind. */
    static Optional<String> idIn(Bytes raw) {
        Matcher matcher = ID.matcher(new String(raw.toArray(), StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)) : Optional.empty();
    }

    String type() {
        return json.flatMap(it -> Json.text(it, "type")).orElse("");
    }

    JsonNode status() {
        return json.map(it -> it.path("status")).orElseGet(MissingNode::getInstance);
    }

    /** The name of the status, if there is one that can be named. */
    Optional<String> statusId() {
        return idOf(status());
    }

    static Optional<String> idOf(JsonNode status) {
        return Json.words(status, "id").filter(id -> id.length() <= LONGEST_ID);
    }

    /** Empty when the status was never edited, or the server does not say so. */
    String editedAt() {
        return Json.words(status(), "edited_at").filter(value -> value.length() <= LONGEST_TIME).orElse("");
    }

    static String digest(Bytes bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
