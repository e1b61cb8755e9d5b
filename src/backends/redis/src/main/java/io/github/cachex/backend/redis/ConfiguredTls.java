// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.PemFile.PemException;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.ConfigKey;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocketFactory;

/** Reads what TLS is to be spoken with, from PEM files or key stores. What does not fit is noted, all of it at once. */
final class ConfiguredTls {
    private static final String TLS = ConfiguredServers.PREFIX + "tls.";

    static final ConfigKey CA = ConfigKey.of(
            TLS + "ca", "", "A PEM file with the certificates to trust, instead of those that Java trusts.");
    static final ConfigKey TRUST_STORE =
            ConfigKey.of(TLS + "trust-store", "", "The same as a key store (PKCS#12 or JKS).");
    static final ConfigKey TRUST_STORE_PASSWORD =
            ConfigKey.secret(TLS + "trust-store-password", "The password of the trust store.");
    static final ConfigKey CERTIFICATE = ConfigKey.of(
            TLS + "certificate",
            "",
            "A PEM file with the certificate to show to a Redis that asks for one, and its chain.");
    static final ConfigKey KEY =
            ConfigKey.of(TLS + "key", "", "A PEM file with the private key of that certificate, as PKCS#8.");
    static final ConfigKey KEY_PASSWORD =
            ConfigKey.secret(TLS + "key-password", "The password of that key, or of the one in the key store.");
    static final ConfigKey KEY_STORE =
            ConfigKey.of(TLS + "key-store", "", "Certificate and key in one key store (PKCS#12 or JKS).");
    static final ConfigKey KEY_STORE_PASSWORD =
            ConfigKey.secret(TLS + "key-store-password", "The password of the key store.");

    private final BackendContext context;

    private ConfiguredTls(BackendContext context) {
        this.context = context;
    }

    static List<ConfigKey> keys() {
        return List.of(
                CA, TRUST_STORE, TRUST_STORE_PASSWORD, CERTIFICATE, KEY, KEY_PASSWORD, KEY_STORE, KEY_STORE_PASSWORD);
    }

    /**
     * Returns the sockets to use; empty where no TLS is spoken, or where problems were noted.
     *
     * @param servers the servers, where their address could be read
     */
    static Optional<SSLSocketFactory> read(BackendContext context, Optional<RedisServers> servers) {
        ConfiguredTls tls = new ConfiguredTls(context);
        boolean spoken = servers.map(any -> any.login().tls()).orElse(true);
        List<ConfigKey> set =
                keys().stream().filter(key -> context.text(key).isPresent()).toList();
        if (!spoken) {
            set.forEach(key -> context.problem(
                    key,
                    "has no effect without TLS",
                    "write rediss:// in " + ConfiguredServers.URI.name() + ", or leave it out"));
            return Optional.empty();
        }
        return set.isEmpty() ? servers.map(any -> Tls.ofTheJvm()) : tls.read();
    }

    private Optional<SSLSocketFactory> read() {
        checkPairs();
        // All files are read, so that all mistakes are noted at once.
        Optional<KeyStore> trusted = trusted();
        Optional<KeyManager[]> shown = shown();
        if (context.hasProblems()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Tls.sockets(trusted, shown));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private void checkPairs() {
        notBoth(TRUST_STORE, CA);
        notBoth(KEY_STORE, CERTIFICATE);
        notBoth(KEY_STORE, KEY);
        needs(TRUST_STORE_PASSWORD, TRUST_STORE);
        needs(KEY_STORE_PASSWORD, KEY_STORE);
        needs(KEY_PASSWORD, KEY, KEY_STORE);
        needs(CERTIFICATE, KEY);
        needs(KEY, CERTIFICATE);
    }

    private void notBoth(ConfigKey one, ConfigKey other) {
        if (isSet(one) && isSet(other)) {
            context.problem(one, "says the same as " + other.name(), "leave one of them out");
        }
    }

    private void needs(ConfigKey key, ConfigKey... others) {
        if (isSet(key) && Stream.of(others).noneMatch(this::isSet)) {
            context.problem(key, "is of no use without " + others[0].name(), "write that too, or leave this out");
        }
    }

    private boolean isSet(ConfigKey key) {
        return context.text(key).isPresent();
    }

    private Optional<KeyStore> trusted() {
        Optional<KeyStore> pem =
                file(CA, file -> Tls.trusting(PemFile.read(file).certificates()));
        Optional<KeyStore> store = file(TRUST_STORE, file -> {
            KeyStore read = store(file, TRUST_STORE_PASSWORD);
            if (!isThere(read, false)) {
                throw new PemException(
                        "holds no certificate to trust"
                                + (isSet(TRUST_STORE_PASSWORD) ? "" : " that can be read without its password"),
                        isSet(TRUST_STORE_PASSWORD)
                                ? "put one there with keytool -importcert"
                                : "write " + TRUST_STORE_PASSWORD.name());
            }
            return read;
        });
        return pem.or(() -> store);
    }

    private Optional<KeyManager[]> shown() {
        Optional<PrivateKey> key = file(KEY, this::key);
        Optional<List<X509Certificate>> chain =
                file(CERTIFICATE, file -> PemFile.read(file).certificates());
        Optional<KeyManager[]> pem = key.isPresent() && chain.isPresent()
                ? file(KEY, file -> shown(chain.get(), key.get()))
                : Optional.empty();
        Optional<KeyManager[]> store = file(KEY_STORE, this::ofStore);
        return pem.or(() -> store);
    }

    private PrivateKey key(Path file) throws IOException, PemException {
        PemFile pem = PemFile.read(file);
        PrivateKey key = pem.privateKey(context.text(KEY_PASSWORD));
        if (isSet(KEY_PASSWORD) && !pem.isEncrypted()) {
            context.problem(KEY_PASSWORD, "has no effect: the key is not encrypted", "leave it out");
        }
        return key;
    }

    private static KeyManager[] shown(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException, PemException {
        if (!Tls.belongs(key, chain.get(0))) {
            throw new PemException(
                    "is not the key of the first certificate in " + CERTIFICATE.name(),
                    "write the files of one certificate, its own before its chain");
        }
        return Tls.showing(chain, key);
    }

    private KeyManager[] ofStore(Path file) throws GeneralSecurityException, IOException, PemException {
        KeyStore store = store(file, KEY_STORE_PASSWORD);
        if (!isThere(store, true)) {
            throw new PemException("holds no private key", "write a key store with a key and its certificate");
        }
        String password = context.text(KEY_PASSWORD)
                .or(() -> context.text(KEY_STORE_PASSWORD))
                .orElse("");
        try {
            return Tls.showing(store, password.toCharArray());
        } catch (UnrecoverableKeyException e) {
            boolean own = isSet(KEY_PASSWORD);
            throw new PemException(
                    "holds a key that cannot be decrypted with " + (own ? KEY_PASSWORD : KEY_STORE_PASSWORD).name(),
                    own ? "write the password of the key there" : "write " + KEY_PASSWORD.name() + " too");
        }
    }

    private static boolean isThere(KeyStore store, boolean key) throws KeyStoreException {
        for (String alias : java.util.Collections.list(store.aliases())) {
            if (key ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
                return true;
            }
        }
        return false;
    }

    private KeyStore store(Path file, ConfigKey passwordKey)
            throws GeneralSecurityException, IOException, PemException {
        Optional<String> password = context.text(passwordKey);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            return KeyStore.getInstance(
                    file.toFile(), password.map(String::toCharArray).orElse(null));
        } catch (KeyStoreException e) {
            throw new PemException(
                    "is no key store",
                    "write a file of PKCS#12 or JKS, or use " + CA.name() + ", " + CERTIFICATE.name() + " and "
                            + KEY.name() + " for PEM");
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw password.isEmpty()
                        ? new PemException("is encrypted, and " + passwordKey.name() + " is not set", "write it there")
                        : new PemException(
                                "cannot be opened with " + passwordKey.name(), "write the password of this file there");
            }
            throw e;
        }
    }

    private interface Reader<T> {
        T read(Path file) throws IOException, GeneralSecurityException, PemException;
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
