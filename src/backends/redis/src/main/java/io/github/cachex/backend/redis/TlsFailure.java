// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why TLS was not spoken, as {@code problem; remedy}. */
final class TlsFailure {
    private static final String KEYS = ConfiguredServers.PREFIX;
    private static final String URI = KEYS + "uri";
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    static final String SPEAKS_NONE =
            "what answers there speaks no TLS; write redis:// in " + URI + ", or the port that speaks it";
    static final String WANTS_IT =
            "what answers there speaks TLS; write rediss:// in " + URI + ", or the port that speaks none";
    static final String SELF_SIGNED =
            "the server's certificate is self-signed and not trusted; write a PEM file with it in "
                    + ConfiguredTls.CA.name() + ", if it is the right one";
    static final String UNKNOWN_CA =
            "the server's certificate is from a CA that is not trusted; write a PEM file with the"
                    + " certificate of that CA in " + ConfiguredTls.CA.name();
    static final String UNTRUSTED = "the server's certificate is self-signed or from a CA that is not trusted; write"
            + " a PEM file with that certificate, or the CA's, in " + ConfiguredTls.CA.name();
    static final String WANTS_CERTIFICATE =
            "the server ended the connection while it was greeted: it wants a certificate of this side,"
                    + " or another than it was shown; look at " + ConfiguredTls.CERTIFICATE.name() + " and "
                    + ConfiguredTls.KEY_STORE.name();
    private static final String RENEW =
            "; renew it, if the clock of this machine is right, or look at host and port in " + URI;

    private TlsFailure() {}

    /** Returns what {@code failure} says of TLS; empty where it says nothing. */
    static Optional<String> of(@Nullable Throwable failure) {
        Throwable last = null;
        for (Throwable cause = failure; cause != null && cause != last; cause = cause.getCause()) {
            last = cause;
            Optional<String> found = said(cause);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Returns the same of a failure while the two sides greeted each other. */
    static String ofHandshake(Throwable failure) {
        Optional<String> said = of(failure);
        if (said.isPresent()) {
            return said.get();
        } else if (failure instanceof SocketTimeoutException) {
            return "no answer to the begin of TLS in time; look at " + URI + ": redis:// where it speaks no TLS";
        } else if (failure instanceof SocketException
                || failure instanceof EOFException
                || failure.getCause() instanceof EOFException) {
            return "the other side ended the connection at the begin of TLS; look at " + URI
                    + ": host, port, and redis:// where it speaks no TLS";
        }
        return failure.getMessage() + "; look at " + KEYS + "tls, and at what the server allows";
    }

    private static Optional<String> said(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("the server's certificate is expired (" + message + ")" + RENEW);
        } else if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("the server's certificate is not valid yet (" + message + ")" + RENEW);
        } else if (cause instanceof CertPathBuilderException || message.contains("trust anchors")) {
            return Optional.of(UNTRUSTED);
        } else if (cause instanceof CertificateException
                && (message.contains("subject alternative") || message.contains("No name matching"))) {
            return Optional.of("the server's certificate is for another host (" + message + "); write a name in " + URI
                    + " that is in the certificate");
        } else if (cause instanceof CertPathValidatorException) {
            // What it says is in its cause, or is the best there is.
            return cause.getCause() == null
                    ? Optional.of("the server's certificate is not accepted (" + message + "); renew it")
                    : Optional.empty();
        } else if (cause instanceof SSLException) {
            return message.contains("unrecognized SSL message") ? Optional.of(SPEAKS_NONE) : alert(message);
        }
        return Optional.empty();
    }

    /** Returns what the server says of this side's certificate, or of TLS as such. */
    private static Optional<String> alert(String message) {
        Matcher alert = ALERT.matcher(message);
        if (!alert.find()) {
            return Optional.empty();
        }
        String certificate = ConfiguredTls.CERTIFICATE.name();
        return Optional.of(
                switch (alert.group(1)) {
                    case "certificate_required" ->
                        "the server wants a certificate of this side; write it in " + certificate
                                + " and its key in " + ConfiguredTls.KEY.name() + ", or both in "
                                + ConfiguredTls.KEY_STORE.name();
                    case "bad_certificate", "certificate_unknown", "unsupported_certificate", "certificate_revoked" ->
                        "the server wants a certificate of this side, or another than it was shown (" + alert.group(1)
                                + "); look at " + certificate;
                    case "unknown_ca" ->
                        "the server does not trust the certificate of this side (unknown_ca); look at " + certificate
                                + ", or at the CA that the server knows";
                    case "certificate_expired" ->
                        "the server takes the certificate of this side for expired; renew " + certificate;
                    case "protocol_version", "insufficient_security" ->
                        "no version of TLS or no cipher that both sides"
                                + " accept; allow TLS 1.2 or 1.3 on the server";
                    case "handshake_failure" ->
                        "the server broke the greeting off (handshake_failure), for want of a"
                                + " certificate of this side or a cipher in common; look at " + certificate;
                    default -> "the server broke TLS off (" + alert.group(1) + "); look at what it logs";
                });
    }
}
