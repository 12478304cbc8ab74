package org.parvis.gateway.plugin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.parvis.channel.ChannelContext;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;

/** Gives each channel a key of its own, derived from one secret of the installation that the database keeps. */
final class Signing {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final byte[] secret;

    private Signing(byte[] secret) {
        this.secret = secret;
    }

    /** Reads the installation's secret, making it the first time. All nodes agree on one. */
    static Signing of(Database database) throws InterruptedException {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        String secret = database.inTransaction(session -> {
            session.execute("insert into installation (name, value) values ('signing-secret', $1) on conflict do nothing",
                    Base64.getEncoder().encodeToString(fresh));
            return Rows.text(session.first("select value from installation where name = 'signing-secret'").orElseThrow(), "value");
        });
        return new Signing(Base64.getDecoder().decode(secret));
    }

    ChannelContext.Signer of(String channel) {
        byte[] key = digest(secret, "channel:" + channel);
        return new ChannelContext.Signer() {

            @Override
            public String sign(String text) {
                return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(key, text));
            }

            @Override
            public boolean verify(String text, String signature) {
                return MessageDigest.isEqual(sign(text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private static byte[] digest(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }
}
