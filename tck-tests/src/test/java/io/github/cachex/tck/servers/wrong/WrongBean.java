// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers.wrong;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean with several mistakes, of which a server must show each. */
@ApplicationScoped
public class WrongBean {
    @CachexFetch(cache = "wrong", key = "{nobody}")
    public String unknownParameter(String code) {
        return code;
    }

    @CachexFetch(cache = "wrong", key = "{0}", ttl = "soon")
    public String unreadableTtl(String code) {
        return code;
    }

    @CachexFetch(cache = "wrong", key = "{0}")
    public void nothingToStore(String code) {}

    @CachexFetch(cache = "wrong", key = "{0}")
    private String outOfReach(String code) {
        return code;
    }

    /** Calls what nobody else can. */
    public String reach(String code) {
        return outOfReach(code);
    }
}
