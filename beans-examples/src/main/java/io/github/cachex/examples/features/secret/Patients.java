// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.secret;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;

/** Keeps what must not lie in Redis in the clear. */
public final class Patients {
    private Patients() {}

    // snippet: secret
    /** The keys come from where secrets are kept; the first encrypts, all decrypt. */
    public static CacheHandler open(String encryptionKeys) {
        return CacheHandler.builder()
                .name("patients")
                .property("cachex.encryption.keys", encryptionKeys)
                .property("cachex.compression.above", "2KiB")
                .build();
    }
    // end

    /** Returns a patient's record. */
    public static String record(CacheHandler patients, long id) {
        return patients.fetch(CacheKey.of("patient:" + id, String.class), () -> "record of patient " + id);
    }
}
