// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TlsFailureTest {
    @ParameterizedTest
    @CsvSource({
        "certificate_required, wants a certificate of this side, tls.key-store",
        "bad_certificate, or another than it was shown, tls.certificate",
        "certificate_unknown, or another than it was shown, tls.certificate",
        "unknown_ca, does not trust the certificate of this side, the CA that the server knows",
        "certificate_expired, takes the certificate of this side for expired, renew",
        "protocol_version, no version of TLS or no cipher, allow TLS 1.2 or 1.3 on the server",
        "insufficient_security, no version of TLS or no cipher, allow TLS 1.2 or 1.3 on the server",
        "handshake_failure, a certificate of this side or a cipher in common, tls.certificate",
        "internal_error, broke TLS off (internal_error), look at what it logs",
    })
    void alertOfTheServer_isSaidInWordsWithItsRemedy(String alert, String problem, String remedy) {
        Exception failure = new SSLHandshakeException("Received fatal alert: " + alert);

        assertThat(TlsFailure.of(new IllegalStateException(failure)).orElseThrow())
                .contains(problem, remedy, "; ");
        assertThat(TlsFailure.ofHandshake(failure)).contains(problem, remedy);
    }

    static Stream<Exception> endings() {
        return Stream.of(
                new SocketException("Connection reset"),
                new EOFException("SSL peer shut down incorrectly"),
                new SSLException("no end", new EOFException()));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void connectionThatEndsAtTheBegin_isSaidToDoSo(Exception failure) {
        assertThat(TlsFailure.of(failure)).isEmpty();
        assertThat(TlsFailure.ofHandshake(failure))
                .contains("ended the connection at the begin of TLS", "redis:// where it speaks no TLS");
    }

    @Test
    void silenceAtTheBegin_isSaidWithTheAddressToLookAt() {
        assertThat(TlsFailure.ofHandshake(new SocketTimeoutException("Read timed out")))
                .contains("no answer to the begin of TLS in time", "redis:// where it speaks no TLS");
    }

    @Test
    void certificateThatIsNotAccepted_isSaidWithTheReasonOfTheOneThatKnows() {
        CertPathValidatorException reason = new CertPathValidatorException("Algorithm constraints check failed");

        assertThat(TlsFailure.of(new CertPathValidatorException(reason)))
                .hasValueSatisfying(said -> assertThat(said).contains("Algorithm constraints", "renew it"));
    }

    @Test
    void whatNobodyKnows_isSaidAsItIs() {
        assertThat(TlsFailure.of(new SSLException("odd"))).isEmpty();
        assertThat(TlsFailure.ofHandshake(new SSLException("odd")))
                .startsWith("odd; ")
                .contains("what the server allows");
    }
}
