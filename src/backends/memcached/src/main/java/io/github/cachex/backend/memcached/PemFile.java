// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM file. What cannot be used of it is said as {@code problem; remedy}, without any part of a key. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");
    private static final String TO_PKCS8 =
            "write it as PKCS#8 without a password, readable by this process alone: openssl pkcs8 -topk8 -nocrypt -in <file>";

    private final List<Block> blocks = new ArrayList<>();

    private record Block(String kind, String base64) {
        byte[] bytes() throws PemException {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new PemException("is damaged", "write the whole file anew");
            }
        }
    }

    /** Thrown where a file cannot be used for what it is named for. */
    static final class PemException extends GeneralSecurityException {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        PemException(String problem, String remedy) {
            super(problem);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    private PemFile(String text) {
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            blocks.add(new Block(found.group(1), found.group(2)));
        }
    }

    static PemFile read(Path file) throws IOException {
        // Bytes of another kind of file are characters here too, and no blocks.
        return new PemFile(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** Returns the certificates, in the order of the file; at least one. */
    List<X509Certificate> certificates() throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.kind().equals("CERTIFICATE")) {
                try {
                    certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.bytes())));
                } catch (CertificateException e) {
                    throw new PemException("holds a certificate that is damaged", "write the whole file anew");
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new PemException("holds no certificate", "write a PEM file with BEGIN CERTIFICATE");
        }
        return certificates;
    }

    /** Returns the private key. */
    PrivateKey privateKey() throws PemException {
        for (Block block : blocks) {
            switch (block.kind()) {
                case "PRIVATE KEY" -> {
                    return key(new PKCS8EncodedKeySpec(block.bytes()));
                }
                case "ENCRYPTED PRIVATE KEY" -> throw new PemException("holds an encrypted key", TO_PKCS8);
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                    throw new PemException("holds a key that is not PKCS#8", TO_PKCS8);
                default -> {
                    // A certificate or parameters beside it.
                }
            }
        }
        throw new PemException("holds no private key", "write a PEM file with BEGIN PRIVATE KEY");
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws PemException {
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(spec);
            } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
                // The next type may be its own.
            }
        }
        throw new PemException("holds a key that is damaged or neither RSA nor EC nor EdDSA", TO_PKCS8);
    }
}
