// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a JVM answers to the diagnostic command of its JDK. */
final class Jcmd {
    private Jcmd() {}

    static String run(ServerProcess server, String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of(
                Jdk.own().home().resolve("bin/jcmd").toString(),
                Long.toString(server.process().pid())));
        whole.addAll(List.of(command));
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
