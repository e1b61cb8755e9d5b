// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Who takes part: {@code example.node} is this node's name, {@code example.nodes} where all of them answer. */
@ApplicationScoped
public class Nodes {
    static final String NAME = "example.node";
    static final String URLS = "example.nodes";

    private final String own = value(NAME).orElse("node");
    private final List<String> urls = value(URLS).stream()
            .flatMap(text -> Stream.of(text.split(",")))
            .map(String::strip)
            .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
            .filter(url -> !url.isEmpty())
            .toList();

    private static Optional<String> value(String key) {
        return ConfigProvider.getConfig().getOptionalValue(key, String.class);
    }

    String own() {
        return own;
    }

    /** Returns where the nodes answer, without a slash at the end; empty where this node is alone. */
    List<String> urls() {
        return urls;
    }

    /** Returns the origins of the pages that may use this node. */
    Set<String> origins() {
        return urls.stream().map(Nodes::origin).collect(Collectors.toSet());
    }

    /** Returns {@code url} as browsers name the origin of what lies there. */
    static String origin(String url) {
        URI address = URI.create(url);
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
