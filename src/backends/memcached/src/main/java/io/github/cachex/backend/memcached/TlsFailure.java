// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/** Why TLS was not spoken, as {@code problem; remedy}. */
final class TlsFailure {
    private TlsFailure() {}

    static String words(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "no TLS: the server's certificate is not valid at this time (" + message
                        + "); renew it, or look at the clock of this machine";
            } else if (cause instanceof CertPathBuilderException || message.contains("trust anchors")) {
                return "no TLS: the server's certificate is not trusted; write a PEM file with it, or with that of its CA, in "
                        + ConfiguredTls.CA.name();
            } else if (cause instanceof CertificateException
                    && (message.contains("subject alternative") || message.contains("No name matching"))) {
                return "no TLS: the server's certificate is for another host (" + message + "); write a name in "
                        + Keys.SERVERS.name() + " that is in the certificate";
            } else if (message.contains("unrecognized SSL message")) {
                return "no TLS: what answers there speaks none; look at " + ConfiguredTls.ENABLED.name()
                        + " and the port";
            } else if (message.contains("Received fatal alert")) {
                return "no TLS: the server broke it off (" + message + "); look at " + ConfiguredTls.CERTIFICATE.name()
                        + ", which it may want, and at what it logs";
            }
        }
        return "no TLS: the other side ended the connection at its begin (" + failure.getMessage() + "); look at "
                + ConfiguredTls.ENABLED.name() + ", " + ConfiguredTls.CERTIFICATE.name() + " and the port";
    }
}
