package org.parvis.gateway.configuration;

import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

import org.parvis.channel.Key;

/** How the secrets are kept that are typed at the desk. */
public record SecretsConfiguration(
        @Key(value = "key", doc = "What encrypts the passwords of channels that are set up at the desk: 32 random bytes in base64 (openssl rand -base64 32), or file: and the path of a file that holds them. "
                + "All nodes of a cluster need the same; a single node without it makes its own, secrets.key beside the database's directory. Without it a backup of the database has no passwords.", secret = true) Optional<String> key) {

    static final int KEY_BYTES = 32;

    public SecretsConfiguration {
        key.ifPresent(SecretsConfiguration::key);
    }

    /** @throws IllegalArgumentException when it is none */
    static SecretKeySpec key(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("key is base64: openssl rand -base64 32 prints one", malformed);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("key has " + KEY_BYTES + " bytes, not " + bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    @Override
    public String toString() {
        return Redaction.of(this);
    }
}
