// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A certificate that nobody but itself signed, with its key, made by the keytool of this JDK; and the files in which it is handed over. */
final class Certificate {
    static final String PASSWORD = "st0re-s3cret";
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";

    private final Path folder;
    private final String name;

    private Certificate(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Makes one that is valid from today on, for {@code subject}, such as {@code dns:localhost}. */
    static Certificate of(Path folder, String name, String subject) {
        return of(folder, name, subject, "EC", "+0d");
    }

    /** Makes one of a key algorithm that is valid for two days from {@code start} on, such as {@code -5d}. */
    static Certificate of(Path folder, String name, String subject, String algorithm, String start) {
        Certificate made = new Certificate(folder, name);
        made.keytool(
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + subject,
                "-startdate",
                start,
                "-validity",
                "2",
                "-storetype",
                "PKCS12");
        return made;
    }

    /** Makes an authority that signs others. */
    static Certificate authority(Path folder, String name) {
        Certificate made = new Certificate(folder, name);
        made.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c", "-storetype", "PKCS12");
        return made;
    }

    /** Makes one that {@code authority} signs, valid for two days from {@code start} on. */
    static Certificate signed(Certificate authority, String name, String subject, String start) {
        Certificate made = of(authority.folder, name, subject);
        String request = authority.folder.resolve(name + ".csr").toString();
        String answer = authority.folder.resolve(name + ".crt").toString();
        made.keytool("-certreq", "-file", request);
        authority.keytool(
                "-gencert",
                "-infile",
                request,
                "-outfile",
                answer,
                "-ext",
                "SAN=" + subject,
                "-startdate",
                start,
                "-validity",
                "2");
        made.keytool("-importcert", "-noprompt", "-file", authority.pem().toString(), "-alias", "authority");
        made.keytool("-importcert", "-noprompt", "-file", answer);
        return made;
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        if (!command.contains("-alias")) {
            command.addAll(List.of("-alias", "redis"));
        }
        command.addAll(List.of("-keystore", keyStore().toString(), "-storepass", PASSWORD));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".out").toFile())
                    .start();
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(keytool.exitValue())
                    .as(() -> text(folder.resolve(name + ".out")))
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Returns the PKCS#12 file with certificate and key. */
    Path keyStore() {
        return folder.resolve(name + ".p12");
    }

    KeyStore store() {
        try {
            return KeyStore.getInstance(keyStore().toFile(), PASSWORD.toCharArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate certificate() {
        try {
            return (X509Certificate) store().getCertificate("redis");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private PrivateKey key() throws GeneralSecurityException {
        Key key = store().getKey("redis", PASSWORD.toCharArray());
        return (PrivateKey) key;
    }

    /** Returns a PEM file with the certificate. */
    Path pem() {
        try {
            return written(".pem", "CERTIFICATE", certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a PEM file with the key in the clear, as PKCS#8. */
    Path keyPem() {
        try {
            return written(".key", "PRIVATE KEY", key().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a PEM file with the key, encrypted with {@link #PASSWORD}. */
    Path encryptedKeyPem() {
        try {
            SecretKeyFactory keys = SecretKeyFactory.getInstance(ENCRYPTION);
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(Cipher.ENCRYPT_MODE, keys.generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
            byte[] encrypted = cipher.doFinal(key().getEncoded());
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return written(
                    ".enc", "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a key store in which the certificate is to be trusted. */
    Path trustStore() {
        Path file = folder.resolve(name + "-trust.p12");
        try (var out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("redis", certificate());
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private Path written(String end, String kind, byte[] bytes) {
        String text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END "
                + kind + "-----\n";
        try {
            return Files.writeString(folder.resolve(name + end), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
