package org.parvis.gateway.configuration;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

import org.parvis.channel.Key;

/** How the secrets are kept that are typed at the desk. */
public record SecretsConfiguration(
        @Key(value = "key", doc = "What encrypts the passwords of channels that are set up at the desk: 32 random bytes in base64 (openssl rand -base64 32), or file: and the path of a file that holds them. "
                + "All nodes of a cluster need the same; a single node without it makes its own, secrets.key beside the database's directory. Without it a backup of the database has no passwords.", secret = true) Optional<String> key,
        @Key(value = "other-keys", doc = "Further keys that open what was sealed under them: the former one, or the coming one until every node has it. What was sealed under one of them is sealed anew under the key when a node "
                + "starts. On each node such a key, or file: and a path; in the environment with commas between.", secret = true) List<String> otherKeys) {

    static final int KEY_BYTES = 32;
    static final int MOST_OTHERS = 10;

    public SecretsConfiguration {
        key.ifPresent(SecretsConfiguration::key);
        otherKeys = List.copyOf(otherKeys);
        if (otherKeys.size() > MOST_OTHERS) {
            throw new IllegalArgumentException("other-keys has at most " + MOST_OTHERS + " keys");
        }
        otherKeys.forEach(other -> key("other-keys", other));
    }

    /** @throws IllegalArgumentException when it is none */
    static SecretKeySpec key(String base64) {
        return key("key", base64);
    }

    /** @param setting where it stands */
    private static SecretKeySpec key(String setting, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(setting + " is base64: openssl rand -base64 32 prints one", malformed);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(setting + " has " + KEY_BYTES + " bytes, not " + bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    @Override
    public String toString() {
        return Redaction.of(this);
    }
}
