package org.parvis.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords by Argon2id (RFC 9106) in the PHC string format, with the parameters that OWASP's Password Storage Cheat Sheet puts
 * first: 19 MiB, two passes, one lane. Few at once, since each takes its memory and a processor.
 */
public final class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** What a stored hash may ask of this machine. */
    private static final int MAXIMUM_MEMORY_KIB = 256 * 1024;
    private static final int MAXIMUM_PASSES = 20;
    private static final Pattern PHC = Pattern
            .compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final Base64.Encoder TEXT = Base64.getEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final Semaphore atOnce = new Semaphore(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4), true);
    private final String nobody;

    public Passwords() {
        // Accounts that do not exist are checked against this, so that they take as long as those that do.
        byte[] salt = salt();
        nobody = phc(salt, new byte[HASH_BYTES]);
    }

    /** Takes some tens of milliseconds of a processor, and waits for others before it. */
    public String hash(String password) throws InterruptedException {
        byte[] salt = salt();
        return phc(salt, derive(password, new Cost(MEMORY_KIB, PASSES, LANES), salt, HASH_BYTES));
    }

    /** Whether the password is the hashed one. Takes the same time when there is none. */
    boolean verify(String password, Optional<String> hashed) throws InterruptedException {
        Matcher phc = PHC.matcher(hashed.orElse(nobody));
        if (!phc.matches()) {
            throw new IllegalStateException("A stored password hash is no Argon2id PHC string");
        }
        Cost cost = new Cost(Integer.parseInt(phc.group(1)), Integer.parseInt(phc.group(2)), Integer.parseInt(phc.group(3)));
        byte[] expected = Base64.getDecoder().decode(phc.group(5));
        byte[] derived = derive(password, cost, Base64.getDecoder().decode(phc.group(4)), expected.length);
        return MessageDigest.isEqual(expected, derived) && hashed.isPresent();
    }

    private record Cost(int memoryKib, int passes, int lanes) {
        Cost {
            if (memoryKib < 8 || memoryKib > MAXIMUM_MEMORY_KIB || passes < 1 || passes > MAXIMUM_PASSES || lanes < 1) {
                throw new IllegalStateException("A stored password hash asks for too much");
            }
        }
    }

    private byte[] derive(String password, Cost cost, byte[] salt, int length) throws InterruptedException {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build();
        // The same password typed on another keyboard may come in another normal form (NIST SP 800-63B, 5.1.1.2).
        byte[] typed = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
        byte[] derived = new byte[length];
        atOnce.acquire();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            generator.generateBytes(typed, derived);
        } finally {
            atOnce.release();
        }
        return derived;
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    private static String phc(byte[] salt, byte[] hash) {
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + TEXT.encodeToString(salt) + "$"
                + TEXT.encodeToString(hash);
    }
}
