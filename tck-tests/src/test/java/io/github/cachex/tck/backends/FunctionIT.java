// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.github.cachex.tck.documented.PostFunction;
import io.github.cachex.testkit.server.DynaliteServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The function of the documents, in processes of its own, as AWS Lambda has several of one function. */
class FunctionIT {
    /** What AWS Lambda does: makes the function, and hands it what came. */
    static final class Runtime {
        private Runtime() {}

        /** Takes the ids that are asked for. */
        public static void main(String[] arguments) {
            RequestHandler<Long, String> function = new PostFunction();
            for (String id : arguments) {
                System.out.println("ANSWER " + function.handleRequest(Long.valueOf(id), null));
            }
            java.lang.Runtime.getRuntime().halt(0);
        }
    }

    private static List<String> call(Map<String, String> settings, String... ids)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Runtime.class.getName()));
        command.addAll(List.of(ids));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().putAll(SharedStore.environment());
        settings.forEach((key, value) ->
                process.environment().put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        Process started = process.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as(out).isZero();
        return out.lines()
                .filter(line -> line.startsWith("ANSWER "))
                .map(line -> line.substring(7))
                .toList();
    }

    @Test
    void functionsOfSeveralProcesses_shareWhatOneHasRead() throws IOException, InterruptedException {
        try (DynaliteServer server = DynaliteServer.start(Path.of("dynalite"))) {
            Map<String, String> settings = new TreeMap<>(Map.of(
                    "cachex.background", "inline",
                    "cachex.prefix", "tck",
                    "cachex.backend-budget", "30s",
                    "cachex.backend.dynamodb.table", "cachex",
                    "cachex.backend.dynamodb.region", "eu-central-1",
                    "cachex.backend.dynamodb.endpoint", server.endpoint(),
                    "cachex.backend.dynamodb.create-table", "true"));
            assertThat(call(settings, "1", "2", "1"))
                    .containsExactly("post 1, read 1", "post 2, read 2", "post 1, read 1");
            assertThat(call(settings, "2", "1")).containsExactly("post 2, read 2", "post 1, read 1");
        }
    }
}
