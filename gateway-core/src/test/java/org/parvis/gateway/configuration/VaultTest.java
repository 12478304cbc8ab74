package org.parvis.gateway.configuration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class VaultTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path directory;

    @Test
    void whatWasSealedOpensForItsPurposeAlone() throws Exception {
        Vault vault = Vault.of(Optional.of(KEY), Optional.empty());
        String sealed = vault.seal("mot de passe", "courriel");

        assertThat(vault.open(sealed, "courriel")).isEqualTo("mot de passe");
        assertThat(sealed).isNotEqualTo(vault.seal("mot de passe", "courriel"));
        assertThat(new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1)).doesNotContain("passe");
        assertThatExceptionOfType(Vault.ClosedException.class).isThrownBy(() -> vault.open(sealed, "formulaire"));
        assertThatExceptionOfType(Vault.ClosedException.class).isThrownBy(() -> vault.open("AAAA", "courriel"));
        assertThatExceptionOfType(Vault.ClosedException.class).isThrownBy(() -> vault.open("no base64", "courriel"));
    }

    @Test
    void aSingleNodeMakesItsOwnKeyForItselfAlone() throws Exception {
        Path own = directory.resolve("data/secrets.key");
        String sealed = Vault.of(Optional.empty(), Optional.of(own)).seal("secret", "courriel");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own))).isEqualTo("rw-------");
        assertThat(own.getParent()).isDirectoryContaining(path -> path.equals(own));
        assertThat(Vault.of(Optional.empty(), Optional.of(own)).open(sealed, "courriel")).isEqualTo("secret");
        assertThat(Vault.of(Optional.of(Files.readString(own)), Optional.empty()).open(sealed, "courriel")).isEqualTo("secret");
        assertThatExceptionOfType(Vault.ClosedException.class)
                .isThrownBy(() -> Vault.of(Optional.of(KEY), Optional.empty()).open(sealed, "courriel"))
                .withMessageContaining("another key");
    }

    @Test
    void anotherKeyOpensAndWhatItSealedIsSealedAnewUnderTheKey() throws Exception {
        String coming = Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.UTF_8));
        String sealed = Vault.of(Optional.of(KEY), Optional.empty()).seal("secret", "courriel");
        Vault both = Vault.of(new SecretsConfiguration(Optional.of(coming), List.of(KEY)), Optional.empty());

        assertThat(both.open(sealed, "courriel")).isEqualTo("secret");
        String anew = both.sealedAnew(sealed, "courriel").orElseThrow();
        assertThat(both.sealedAnew(anew, "courriel")).isEmpty();
        assertThat(Vault.of(Optional.of(coming), Optional.empty()).open(anew, "courriel")).isEqualTo("secret");
        assertThatExceptionOfType(Vault.ClosedException.class).isThrownBy(() -> both.sealedAnew(sealed, "formulaire"))
                .withMessageContaining("secrets.other-keys");
    }

    @Test
    void withoutAKeyNothingIsKeptAndTheOperatorIsToldWhatToDo() {
        assertThatExceptionOfType(Vault.ClosedException.class)
                .isThrownBy(() -> Vault.of(Optional.empty(), Optional.empty()).seal("secret", "courriel"))
                .withMessageContaining("secrets.key").withMessageContaining("openssl rand -base64 32");
    }

    @Test
    void aKeyThatIsNoneIsToldAndNotShown() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretsConfiguration(Optional.of("AAAA"), List.of()))
                .withMessage("key has 32 bytes, not 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretsConfiguration(Optional.of("?!"), List.of()))
                .withMessageStartingWith("key is base64");
        assertThat(new SecretsConfiguration(Optional.of(KEY), List.of(KEY)).toString()).doesNotContain(KEY);
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretsConfiguration(Optional.of(KEY), List.of("AAAA")))
                .withMessage("other-keys has 32 bytes, not 3");
    }
}
