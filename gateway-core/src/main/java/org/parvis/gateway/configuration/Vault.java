package org.parvis.gateway.configuration;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets that are kept in the record: AES-256 in Galois/Counter Mode (NIST SP 800-38D), each with a nonce of its own and bound to what it
 * is for. One key seals; others open too, so that the key can be changed while all runs. Whoever has the database alone has none of them. Any thread; blocks for a file at its first use.
 */
public final class Vault {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Optional<SecretKeySpec> given;
    private final List<SecretKeySpec> others;
    private final Optional<Path> own;
    private Optional<SecretKeySpec> read = Optional.empty();

    private Vault(Optional<SecretKeySpec> given, List<SecretKeySpec> others, Optional<Path> own) {
        this.given = given;
        this.others = List.copyOf(others);
        this.own = own;
    }

    /**
     * @param secrets what the operator gave
     * @param own     where a key is made at first need when none is given; absent where several nodes would each make another one
     */
    public static Vault of(SecretsConfiguration secrets, Optional<Path> own) {
        return new Vault(secrets.key().map(SecretsConfiguration::key), secrets.otherKeys().stream().map(SecretsConfiguration::key).toList(),
                own);
    }

    /** One that has one key at most. */
    public static Vault of(Optional<String> key, Optional<Path> own) {
        return of(new SecretsConfiguration(key, List.of()), own);
    }

    /** A key in this file, made when there is none. */
    public static void provide(Path file) throws IOException {
        readOrMake(file);
    }

    /** There is no key, or another one than what was sealed was sealed with. Its words are for an operator. */
    public static final class ClosedException extends Exception {

        ClosedException(String why, Throwable cause) {
            super(why, cause);
        }

        ClosedException(String why) {
            super(why);
        }
    }

    /** @param purpose without which it cannot be read again */
    public String seal(String secret, String purpose) throws ClosedException {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(), nonce, purpose).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + CIPHER, impossible);
        }
    }

    public String open(String sealed, String purpose) throws ClosedException {
        Optional<String> opened = opened(key(), sealed, purpose);
        return opened.isPresent() ? opened.get() : openedByAnother(sealed, purpose);
    }

    /** Whether this node opens what another key than the one that seals now has sealed. */
    public boolean hasOtherKeys() {
        return !others.isEmpty();
    }

    /** What was sealed under another key than the one that seals now, sealed under that one; empty: it is already. */
    public Optional<String> sealedAnew(String sealed, String purpose) throws ClosedException {
        return opened(key(), sealed, purpose).isPresent()
                ? Optional.empty()
                : Optional.of(seal(openedByAnother(sealed, purpose), purpose));
    }

    private String openedByAnother(String sealed, String purpose) throws ClosedException {
        for (SecretKeySpec other : others) {
            Optional<String> opened = opened(other, sealed, purpose);
            if (opened.isPresent()) {
                return opened.get();
            }
        }
        throw new ClosedException("A secret was sealed under another key than this node has: give it that one, as secrets.key or among"
                + " secrets.other-keys, or type the secrets of the channel again at the desk");
    }

    /** Empty when it was sealed under another key, or is nothing that was sealed. */
    private static Optional<String> opened(SecretKeySpec key, String sealed, String purpose) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
            byte[] nonce = new byte[NONCE];
            bytes.get(nonce);
            byte[] rest = new byte[bytes.remaining()];
            bytes.get(rest);
            return Optional.of(new String(cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(rest), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException other) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private synchronized SecretKeySpec key() throws ClosedException {
        if (given.isPresent()) {
            return given.get();
        }
        if (read.isEmpty()) {
            read = Optional.of(ownKey(own.orElseThrow(() -> new ClosedException(
                    "Secrets cannot be kept: nodes of a cluster need the same secrets.key in their configuration (openssl rand -base64 32 makes one)"))));
        }
        return read.get();
    }

    private static SecretKeySpec ownKey(Path file) throws ClosedException {
        try {
            return SecretsConfiguration.key(readOrMake(file));
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException unusable) {
            throw new ClosedException("Secrets cannot be kept: the key in " + file + " can be neither read nor made", unusable);
        }
    }

    private static String readOrMake(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return make(file);
        }
    }

    /** For the gateway's own user alone. It appears whole; of two processes that make one at once, one has made it. */
    private static String make(Path file) throws IOException {
        byte[] fresh = new byte[SecretsConfiguration.KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path made = Files.createTempFile(directory, "secrets", ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(made, Base64.getEncoder().encodeToString(fresh) + "\n", StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException faster) {
            return Files.readString(file);
        } finally {
            Files.delete(made);
        }
        return Files.readString(file);
    }
}
