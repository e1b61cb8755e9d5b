// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.purger.varnish;

import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.ConfigReader;
import io.github.cachex.spi.Purger;
import io.github.cachex.spi.PurgerFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes the purger of the Varnish servers that {@code cachex.purger.varnish.urls} names. */
public final class VarnishPurgerFactory implements PurgerFactory {
    private static final String PREFIX = "cachex.purger.varnish.";
    private static final ConfigKey URLS = ConfigKey.of(
            PREFIX + "urls",
            "",
            "The addresses of all Varnish servers before the application, with commas between, such as http://varnish-1:6081.");
    private static final ConfigKey SECRET =
            ConfigKey.secret(PREFIX + "secret", "What each purge shows as header Cachex-Secret, and the VCL asks for.");
    private static final ConfigKey METHOD = ConfigKey.of(
            PREFIX + "method",
            "xkey",
            "How keys and tags are purged: xkey, by that module of varnish-modules; or ban, which every Varnish has.");
    private static final ConfigKey LONGEST_RESPONSE = ConfigKey.of(
            PREFIX + "longest-response",
            "5s",
            "The longest that an answer of the application takes; each purge is repeated after this time.");
    private static final ConfigKey TIMEOUT =
            ConfigKey.of(PREFIX + "timeout", "1s", "The longest that one request to a Varnish takes.");
    private static final ConfigKey MAX_QUEUED = ConfigKey.of(
            PREFIX + "max-queued",
            "10000",
            "How many purges wait for a Varnish that is away; more become one ban of everything of their cache.");

    private static final Duration SHORTEST = Duration.ofMillis(10);

    @Override
    public String type() {
        return "varnish";
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(URLS, SECRET, METHOD, LONGEST_RESPONSE, TIMEOUT, MAX_QUEUED);
    }

    @Override
    public Optional<Purger> create(ConfigReader config) {
        List<URI> urls = urls(config);
        Optional<String> secret = config.text(SECRET).filter(text -> !text.isBlank());
        secret.filter(text -> !text.chars().allMatch(each -> each > ' ' && each < 0x7f))
                .ifPresent(text -> config.problem(
                        SECRET, "no header can hold it", "use letters, digits and signs of ASCII, without spaces"));
        String method = config.text(METHOD).orElse("xkey").toLowerCase(Locale.ROOT);
        if (!Set.of("xkey", "ban").contains(method)) {
            config.problem(METHOD, "no such method", "write xkey or ban");
        }
        Duration longest = config.duration(LONGEST_RESPONSE, SHORTEST);
        Duration timeout = config.duration(TIMEOUT, SHORTEST);
        int most = (int) config.number(MAX_QUEUED, 1, 1_000_000);
        if (urls.isEmpty()) {
            if (secret.isPresent()) {
                config.problem(SECRET, "nothing is purged without " + URLS.name(), "name the Varnish servers there");
            }
            return Optional.empty();
        }
        if (secret.isEmpty()) {
            config.problem(SECRET, "is missing, so that others may purge, too", "set it, and the same text in the VCL");
        }
        if (config.hasProblems()) {
            return Optional.empty();
        }
        return Optional.of(new VarnishPurger(
                urls.stream()
                        .map(url -> new VarnishServer(url, secret.orElseThrow(), timeout))
                        .toList(),
                method.equals("ban"),
                longest,
                most));
    }

    private static List<URI> urls(ConfigReader config) {
        Set<URI> urls = new LinkedHashSet<>();
        for (String text : config.text(URLS).orElse("").split(",")) {
            if (!text.isBlank()) {
                try {
                    URI url = new URI(text.strip());
                    if (!"http".equalsIgnoreCase(url.getScheme())) {
                        config.problem(
                                URLS,
                                text.strip() + " is no address of a Varnish, which speaks plain HTTP",
                                "write http://host:port, the address of the Varnish itself");
                    } else if (url.getHost() == null || url.getRawUserInfo() != null || url.getPort() > 65_535) {
                        config.problem(URLS, text.strip() + " names no host", "write http://host:port");
                    } else if (!urls.add(url)) {
                        config.problem(URLS, text.strip() + " stands there twice", "remove one of them");
                    }
                } catch (URISyntaxException e) {
                    config.problem(URLS, text.strip() + " is no address", "write http://host:port");
                }
            }
        }
        return new ArrayList<>(urls);
    }
}
