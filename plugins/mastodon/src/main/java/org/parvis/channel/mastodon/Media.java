package org.parvis.channel.mastodon;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.Attachment;
import org.parvis.channel.Defect;

/**
 * Fetches the files of a status. Their addresses are anybody's words: they are fetched without our token, within bounds of number, bytes and time,
 * and never from inside our own network unless the configuration says so.
 */
final class Media {

    private static final int MOST_FILES = 16;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int MOST_REDIRECTS = 3;
    private static final Duration LONGEST_FETCH = Duration.ofSeconds(60);
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int LONGEST_ADDRESS = 2_000;

    private final Api api;
    private final long largest;
    private final boolean privateAddresses;

    Media(Api api, MastodonConfiguration configuration) {
        this.api = api;
        this.largest = configuration.attachmentBytes();
        this.privateAddresses = configuration.privateMedia();
    }

    /** @param defects what was left out, each with its address */
    record Files(List<Attachment> attachments, List<Defect> defects) {
    }

    Files of(JsonNode status) throws InterruptedException {
        var attachments = new ArrayList<Attachment>();
        var defects = new ArrayList<Defect>();
        long taken = 0;
        int number = 0;
        for (JsonNode one : Json.list(status, "media_attachments")) {
            String address = Json.words(one, "url").or(() -> Json.words(one, "remote_url")).orElse("");
            if (++number > MOST_FILES) {
                defects.add(new Defect(Defect.Code.TOO_LARGE, "Only the first " + MOST_FILES + " attachments were fetched."));
                break;
            }
            long bound = Math.min(largest, MOST_BYTES - taken);
            try {
                Attachment attachment = fetch(one, address, bound, number);
                taken += attachment.bytes().size();
                attachments.add(attachment);
            } catch (LeftOutException e) {
                defects.add(new Defect(e.code, e.getMessage() + ": " + shown(address)));
            }
        }
        return new Files(attachments, defects);
    }

    private static String shown(String address) {
        return address.length() > LONGEST_ADDRESS ? address.substring(0, LONGEST_ADDRESS) + "…" : address;
    }

    private Attachment fetch(JsonNode said, String address, long bound, int number) throws LeftOutException, InterruptedException {
        Answer answer = follow(address, bound);
        if (!answer.ok()) {
            throw new LeftOutException(Defect.Code.MALFORMED,
                    "The attachment " + number + " could not be fetched (HTTP " + answer.status() + ")");
        }
        if (answer.cut()) {
            throw new LeftOutException(Defect.Code.TOO_LARGE,
                    "The attachment " + number + " was left out: it is over the limit of " + bound + " bytes");
        }
        String type = answer.header("Content-Type").map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(value -> value.matches("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")).orElse("application/octet-stream");
        Optional<String> description = Json.words(said, "description")
                .map(words -> words.length() > LONGEST_DESCRIPTION ? words.substring(0, LONGEST_DESCRIPTION) : words);
        return new Attachment(name(address, number), type, answer.body(), Optional.empty(), description);
    }

    private Answer follow(String address, long bound) throws LeftOutException, InterruptedException {
        String next = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            URI uri = allowed(next);
            Answer answer;
            try {
                answer = api.fetch(uri, bound, LONGEST_FETCH);
            } catch (NoAnswerException e) {
                throw new LeftOutException(Defect.Code.MALFORMED, "An attachment could not be fetched (no answer)");
            }
            Optional<String> location = answer.status() >= 300 && answer.status() < 400 ? answer.header("Location") : Optional.empty();
            if (location.isEmpty()) {
                return answer;
            }
            next = resolve(uri, location.get());
        }
        throw new LeftOutException(Defect.Code.MALFORMED, "An attachment was redirected more than " + MOST_REDIRECTS + " times");
    }

    private static String resolve(URI base, String location) throws LeftOutException {
        try {
            return base.resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new LeftOutException(Defect.Code.MALFORMED, "An attachment was redirected to no address");
        }
    }

    /** Our own server is trusted with its own address; any other has to be on the public network, over TLS. */
    private URI allowed(String address) throws LeftOutException, InterruptedException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new LeftOutException(Defect.Code.MALFORMED, "An attachment has no readable address");
        }
        String host = uri.getHost();
        if (host == null) {
            throw new LeftOutException(Defect.Code.MALFORMED, "An attachment has no readable address");
        }
        URI base = api.base();
        if (String.valueOf(uri.getScheme()).equals(base.getScheme()) && host.equals(base.getHost()) && uri.getPort() == base.getPort()) {
            return uri;
        }
        if (!"https".equals(uri.getScheme()) || (!privateAddresses && inside(host))) {
            throw new LeftOutException(Defect.Code.OPAQUE,
                    "An attachment was not fetched because it is not on the public network over https");
        }
        return uri;
    }

    private static boolean inside(String host) throws LeftOutException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                byte[] bytes = address.getAddress();
                boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc; // RFC 4193
                boolean carrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64; // RFC 6598
                if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress() || uniqueLocal || carrier) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            throw new LeftOutException(Defect.Code.MALFORMED, "An attachment could not be fetched (unknown host)");
        }
    }

    private static String name(String address, int number) {
        String path = address.replaceFirst("[?#].*$", "");
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        String name = last.isBlank() || last.matches("[._]*") ? "attachment-" + number : last;
        return name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
    }

    /** Why a file is not among the attachments. */
    private static final class LeftOutException extends Exception {
        private final Defect.Code code;

        private LeftOutException(Defect.Code code, String why) {
            super(why);
            this.code = code;
        }
    }
}
