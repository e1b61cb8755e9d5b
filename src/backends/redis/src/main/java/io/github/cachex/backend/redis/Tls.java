// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** What TLS is spoken with: whom to trust, and what to show to a server that asks for a certificate. */
final class Tls {
    private static final byte[] ANYTHING = {1, 2, 3};
    /** It never leaves the memory of this process. */
    private static final char[] NO_SECRET = {};

    private Tls() {}

    /** Returns sockets that trust whom the JVM trusts, and show what the JVM was given to show. */
    static SSLSocketFactory ofTheJvm() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    /**
     * Returns sockets that trust those in {@code trusted}, or else whom the JVM trusts, and that show the key in {@code shown}, if
     * there is one.
     */
    static SSLSocketFactory sockets(Optional<KeyStore> trusted, Optional<KeyManager[]> shown)
            throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted.orElse(null));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.orElse(null), trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** Returns a store in which these are to be trusted. */
    static KeyStore trusting(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    /** Returns what shows {@code chain}, whose first certificate is that of {@code key}. */
    static KeyManager[] showing(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("key", key, NO_SECRET, chain.toArray(X509Certificate[]::new));
        return showing(store, NO_SECRET);
    }

    /**
     * Returns what shows the keys in {@code store}.
     *
     * @throws java.security.UnrecoverableKeyException when {@code password} is not that of the keys
     */
    static KeyManager[] showing(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return keys.getKeyManagers();
    }

    /** Returns whether {@code key} is the one of {@code certificate}: what it signs must be what that confirms. */
    static boolean belongs(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String type = key.getAlgorithm();
        String algorithm = switch (type) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> type;
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate.getPublicKey());
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (InvalidKeyException | java.security.SignatureException e) {
            // Of another kind, or another length.
            return false;
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
