// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.memcached.PemFile.PemException;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.ConfigKey;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads what TLS is to be spoken with, from PEM files. What does not fit is noted, all of it at once. */
final class ConfiguredTls {
    private static final String TLS = MemcachedSettings.PREFIX + "tls.";

    static final ConfigKey ENABLED = ConfigKey.of(TLS + "enabled", "false", "Whether to speak TLS with the servers.");
    static final ConfigKey CA = ConfigKey.of(
            TLS + "ca", "", "A PEM file with the certificates to trust, instead of those that Java trusts.");
    static final ConfigKey CERTIFICATE = ConfigKey.of(
            TLS + "certificate",
            "",
            "A PEM file with the certificate to show to a memcached that asks for one, and its chain.");
    static final ConfigKey KEY = ConfigKey.of(
            TLS + "key", "", "A PEM file with the private key of that certificate, as PKCS#8 without a password.");

    /** It never leaves the memory of this process. */
    private static final char[] NO_SECRET = {};

    private final BackendContext context;

    private ConfiguredTls(BackendContext context) {
        this.context = context;
    }

    static List<ConfigKey> keys() {
        return List.of(ENABLED, CA, CERTIFICATE, KEY);
    }

    /** Returns the sockets to use; empty where no TLS is spoken, or where problems were noted. */
    static Optional<SSLSocketFactory> read(BackendContext context) {
        return new ConfiguredTls(context).read();
    }

    private Optional<SSLSocketFactory> read() {
        String enabled = context.text(ENABLED).orElse("false");
        if (!enabled.equals("true") && !enabled.equals("false")) {
            context.problem(ENABLED, "is neither true nor false", "write one of them");
            return Optional.empty();
        }
        if (enabled.equals("false")) {
            List.of(CA, CERTIFICATE, KEY).stream()
                    .filter(this::isSet)
                    .forEach(key -> context.problem(
                            key, "has no effect without TLS", "write " + ENABLED.name() + "=true, or leave it out"));
            return Optional.empty();
        }
        needs(CERTIFICATE, KEY);
        needs(KEY, CERTIFICATE);
        // All files are read, so that all mistakes are noted at once.
        Optional<TrustManager[]> trusted =
                file(CA, file -> trusting(PemFile.read(file).certificates()));
        Optional<PrivateKey> key = file(KEY, file -> PemFile.read(file).privateKey());
        Optional<List<X509Certificate>> chain =
                file(CERTIFICATE, file -> PemFile.read(file).certificates());
        Optional<KeyManager[]> shown = key.isPresent() && chain.isPresent()
                ? file(KEY, file -> showing(chain.get(), key.get()))
                : Optional.empty();
        return context.hasProblems() ? Optional.empty() : Optional.of(sockets(trusted, shown));
    }

    private static SSLSocketFactory sockets(Optional<TrustManager[]> trusted, Optional<KeyManager[]> shown) {
        if (trusted.isEmpty() && shown.isEmpty()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(shown.orElse(null), trusted.orElse(null), null);
            return tls.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private boolean isSet(ConfigKey key) {
        return context.text(key).isPresent();
    }

    private void needs(ConfigKey key, ConfigKey other) {
        if (isSet(key) && !isSet(other)) {
            context.problem(key, "is of no use without " + other.name(), "write that too, or leave this out");
        }
    }

    private static TrustManager[] trusting(List<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyManager[] showing(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        if (!key.getAlgorithm().equals(chain.get(0).getPublicKey().getAlgorithm())) {
            throw new PemException(
                    "is not the key of the first certificate in " + CERTIFICATE.name(),
                    "write the files of one certificate, its own before its chain");
        }
        KeyStore store = empty();
        store.setKeyEntry("key", key, NO_SECRET, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_SECRET);
        return keys.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private interface Reader<T> {
        T read(Path file) throws IOException, GeneralSecurityException;
    }

    /** Returns what {@code reader} makes of the file under {@code key}; empty where there is none, or it cannot be used. */
    private <T> Optional<T> file(ConfigKey key, Reader<T> reader) {
        Optional<String> name = context.text(key);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String remedy = "write the path of a file that this process may read";
        try {
            return Optional.of(reader.read(Path.of(name.get())));
        } catch (PemException e) {
            context.problem(key, String.valueOf(e.getMessage()), e.remedy());
        } catch (NoSuchFileException | InvalidPathException e) {
            context.problem(key, "there is no such file", remedy);
        } catch (AccessDeniedException e) {
            context.problem(key, "may not be read by this process", remedy);
        } catch (IOException | GeneralSecurityException e) {
            // The message of neither holds what is in the file.
            context.problem(key, "cannot be read (" + e.getClass().getSimpleName() + ")", remedy);
        }
        return Optional.empty();
    }
}
