// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file, against what the application reads. */
class ComposeTest {
    private Map<String, Map<String, Object>> services;

    @BeforeEach
    void read() throws Exception {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<String, Map<String, Map<String, Object>>> file = yaml.load(Files.readString(Path.of("../compose.yaml")));
        services = new TreeMap<>(file.get("services"));
    }

    @Test
    void thereAreARedisAndTwoNodes() {
        assertThat(services.keySet())
                .filteredOn(name -> !services.get(name).containsKey("profiles"))
                .containsExactlyInAnyOrder("redis", "node-1", "node-2");
    }

    @Test
    void clusterAndSentinels_arePinnedAndOnLoopbackAlone() {
        assertThat(withProfile("cluster")).hasSize(7);
        assertThat(withProfile("sentinel")).hasSize(5);
        for (String name : Stream.concat(withProfile("cluster").stream(), withProfile("sentinel").stream())
                .toList()) {
            Map<String, Object> service = services.get(name);
            assertThat(service.get("image"))
                    .as(name)
                    .isEqualTo(services.get("redis").get("image"));
            assertThat(service).as(name).containsEntry("network_mode", "host").doesNotContainKey("ports");
            if (service.containsKey("healthcheck")) {
                assertThat(command(name)).as(name).containsPattern("bind '?127\\.0\\.0\\.1|'bind 127\\.0\\.0\\.1'");
            }
        }
    }

    @Test
    void addressesOfTheComments_areThoseOfTheServices() throws Exception {
        String text = Files.readString(Path.of("../compose.yaml"));
        assertThat(text)
                .contains("redis://" + places("cluster", "cluster-").limit(3).collect(Collectors.joining(",")))
                .contains("redis-sentinel://" + places("sentinel", "sentinel-").collect(Collectors.joining(","))
                        + "/cachex");
        assertThat(command("cluster")).contains(places("cluster", "cluster-").collect(Collectors.joining(" ")));
        assertThat(command("sentinel-1"))
                .contains("sentinel monitor cachex 127.0.0.1 "
                        + environment("server-1").get("PORT"));
        assertThat(environment("server-2"))
                .containsEntry("PRIMARY", "127.0.0.1 " + environment("server-1").get("PORT"));
    }

    private List<String> withProfile(String profile) {
        return services.keySet().stream()
                .filter(name -> List.of(profile).equals(services.get(name).get("profiles")))
                .toList();
    }

    private Stream<String> places(String profile, String prefix) {
        return withProfile(profile).stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> "127.0.0.1:" + environment(name).get("PORT"));
    }

    private String command(String name) {
        return String.valueOf(services.get(name).get("command"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "node-1", "node-2"})
    void everyService_isPinnedWatchedAndOnLoopbackAlone(String name) {
        assertThat((String) services.get(name).get("image")).matches(".+:\\d+(\\.\\d+)+(-.+)?");
        assertThat(services.get(name)).containsKey("healthcheck");
        assertThat(ports(name)).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-1", "node-2"})
    void environment_isWhatTheApplicationReads(String name) {
        Map<String, String> environment = environment(name);
        assertThat(environment)
                .containsOnlyKeys(Stream.of(Nodes.NAME, Nodes.URLS, RedisLink.REDIS)
                        .map(key -> key.toUpperCase(Locale.ROOT).replace('.', '_'))
                        .toList())
                .containsEntry("EXAMPLE_NODE", name);
        assertThat(services)
                .containsKey(URI.create(environment.get("EXAMPLE_REDIS_URI")).getHost());
    }

    @Test
    void nodes_areWhereTheirPortsArePublished() {
        List<String> published = Stream.of("node-1", "node-2")
                .flatMap(name -> ports(name).stream())
                .map(port -> "http://" + port.substring(0, port.lastIndexOf(':')) + "/web")
                .toList();
        for (String name : List.of("node-1", "node-2")) {
            assertThat(environment(name).get("EXAMPLE_NODES").split(",")).containsExactlyElementsOf(published);
        }
    }

    @Test
    void server_isTheVersionThatIsTested() {
        assertThat((String) services.get("node-1").get("image"))
                .startsWith("payara/micro:" + System.getProperty("payara-micro.version") + "-");
    }

    @SuppressWarnings("unchecked")
    private List<String> ports(String name) {
        return (List<String>) services.get(name).get("ports");
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> environment(String name) {
        return (Map<String, String>) services.get(name).get("environment");
    }
}
