package org.parvis.channel.mastodon;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.ChannelException;

/**
 * What the server says of itself.
 *
 * @param domain        the host in the names of its accounts, which is not always the host of its address
 * @param maximum       characters of a status, a mention's host not counted
 * @param urlLength     what every URL counts for
 * @param attachments   how many a status can have
 * @param attachmentBytes of one image
 * @param types         media types that can be attached; empty for any
 * @param streaming     where the stream is, if the server names a place other than its own address
 */
record Instance(String domain, int maximum, int urlLength, int attachments, long attachmentBytes, Set<String> types,
        Optional<String> streaming) {

    private static final int MOST_ATTACHMENTS = 32;
    private static final int MOST_TYPES = 200;
    private static final int LONGEST_STATUS = 1_000_000;
    private static final int SHORTEST_STATUS = 100;

    /** Mastodon's own limits, until the server has told its own. */
    static Instance unknown(String host) {
        return new Instance(host, 500, 23, 4, 16L * 1024 * 1024, Set.of(), Optional.empty());
    }

    /** The second version of the question (Mastodon 4), or the first where it is not known. */
    static Instance read(Api api, Instance before) throws IOException, InterruptedException, ChannelException {
        Answer second = api.get("/api/v2/instance", Map.of());
        if (second.ok()) {
            return of(second.json(), before);
        }
        Answer first = api.get("/api/v1/instance", Map.of());
        if (first.ok()) {
            return of(first.json(), before);
        }
        if (first.gone()) {
            return before;
        }
        throw new ChannelException(Faults.of(first));
    }

    private static Instance of(JsonNode said, Instance before) {
        JsonNode configuration = said.path("configuration");
        JsonNode statuses = configuration.path("statuses");
        JsonNode media = configuration.path("media_attachments");
        var types = new HashSet<String>();
        Json.list(media, "supported_mime_types").stream().filter(JsonNode::isTextual).limit(MOST_TYPES)
                .forEach(type -> types.add(type.asText()));
        // GoToSocial and Pleroma state the limit at the top as well, or there alone
        long maximum = Json.number(statuses, "max_characters").or(() -> Json.number(said, "max_toot_chars"))
                .orElse((long) before.maximum());
        return new Instance(host(said).orElse(before.domain()), Math.clamp(maximum, SHORTEST_STATUS, LONGEST_STATUS),
                Math.clamp(Json.number(statuses, "characters_reserved_per_url").orElse((long) before.urlLength()), 0, SHORTEST_STATUS),
                Math.clamp(Json.number(statuses, "max_media_attachments").orElse((long) before.attachments()), 0, MOST_ATTACHMENTS),
                Math.clamp(Json.number(media, "image_size_limit").orElse(before.attachmentBytes()), 0, Integer.MAX_VALUE), types,
                Json.words(configuration.path("urls"), "streaming").or(() -> Json.words(said.path("urls"), "streaming_api")));
    }

    /** The second version says {@code domain}, the first {@code uri}, which some write as an address. */
    private static Optional<String> host(JsonNode said) {
        return Json.words(said, "domain").or(() -> Json.words(said, "uri"))
                .map(value -> value.replaceFirst("^https?://", "").replaceFirst("/.*$", "").toLowerCase(Locale.ROOT))
                .filter(value -> value.matches("[a-z0-9.:-]{1,253}"));
    }
}
