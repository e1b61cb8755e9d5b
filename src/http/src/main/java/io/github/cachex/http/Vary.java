// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** By which headers of the request an answer differs. */
final class Vary {
    private Vary() {}

    /** Returns the names that {@code response} has in {@code Vary}. */
    static List<String> of(ContainerResponseContext response) {
        String text = response.getHeaderString(HttpHeaders.VARY);
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** Fills it in where the resource said nothing: by what was negotiated, and by who asks unless all are given the same. */
    static void complete(ContainerResponseContext response, Promise promise) {
        if (response.getHeaders().containsKey(HttpHeaders.VARY)) {
            return;
        }
        List<String> names = new ArrayList<>();
        if (promise.isNegotiated()) {
            names.add(HttpHeaders.ACCEPT);
        }
        if (response.getHeaders().containsKey(HttpHeaders.CONTENT_LANGUAGE)) {
            names.add(HttpHeaders.ACCEPT_LANGUAGE);
        }
        if (response.getHeaders().containsKey(HttpHeaders.CONTENT_ENCODING)) {
            names.add(HttpHeaders.ACCEPT_ENCODING);
        }
        if (!promise.isShared()) {
            names.add(HttpHeaders.AUTHORIZATION);
            names.add(HttpHeaders.COOKIE);
        }
        if (!names.isEmpty()) {
            response.getHeaders().putSingle(HttpHeaders.VARY, String.join(", ", names));
        }
    }
}
