package org.parvis.channel.email.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;

/** Reads the certificates that an operator trusts instead of the platform's: a file of one or more in PEM. */
public final class Trust {

    private Trust() {
    }

    /** @throws ChannelException when the file cannot be read or holds no certificate */
    public static SSLSocketFactory read(Path file) throws ChannelException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new ChannelException(fault(file, "it holds no certificate in PEM"));
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new ChannelException(fault(file, e.toString()), e);
        }
    }

    private static Fault fault(Path file, String why) {
        return new Fault(Fault.Owner.OPERATOR, "TRUST_STORE_UNUSABLE", "The trust-store " + file + " cannot be used: " + why);
    }
}
