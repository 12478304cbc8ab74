package org.parvis.channel.mastodon;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.Handle;

/**
 * Somebody on the network.
 *
 * @param id  the server's name for the account
 * @param bot whether a machine writes there, as its owner says
 */
record Account(String id, Handle handle, boolean bot) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PROFILE = 1_000;
    private static final Pattern ACCT = Pattern.compile("[^\\s@<>\"]{1,200}(@[^\\s@<>\"/]{1,253})?");

    /** @param domain the host of accounts that are written without one */
    static Optional<Account> of(JsonNode said, String domain) {
        Optional<String> acct = Json.words(said, "acct").filter(value -> ACCT.matcher(value).matches());
        Optional<String> id = Json.words(said, "id");
        if (acct.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        String local = acct.get().toLowerCase(Locale.ROOT);
        String value = local.contains("@") ? local : local + "@" + domain;
        Optional<String> name = Json.words(said, "display_name").map(it -> it.length() > LONGEST_NAME ? it.substring(0, LONGEST_NAME) : it);
        Optional<String> profile = Json.words(said, "url").filter(it -> it.startsWith("https://") && it.length() <= LONGEST_PROFILE);
        return Optional.of(new Account(id.get(), new Handle(Handle.Kind.FEDIVERSE, value, name, profile), Json.flag(said, "bot")));
    }

    String username() {
        return handle.value().substring(0, handle.value().indexOf('@'));
    }
}
