// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Node} in a process of its own, as seen by the one that started it. */
final class NodeProcess implements AutoCloseable {
    private static final String GONE = "gone";

    private final String name;
    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    static NodeProcess start(String name, String databaseUrl, Map<String, String> environment, Console console)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dexample.node=" + name,
                        "-Dexample.database=" + databaseUrl,
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Node.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        NodeProcess node = new NodeProcess(name, builder.start());
        Thread reader = new Thread(() -> node.listen(console), name);
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    private void listen(Console console) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Node.ANSWER)) {
                    answers.add(line.substring(Node.ANSWER.length()));
                } else {
                    console.say(name, line);
                }
            }
        } catch (IOException e) {
            console.say(name, "cannot be heard any more: " + e);
        } finally {
            answers.add(GONE);
        }
    }

    String name() {
        return name;
    }

    void tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    /** Returns the node's answer to the oldest command that is not answered yet. */
    String answer() throws IOException, InterruptedException {
        String answer = answers.poll(60, TimeUnit.SECONDS);
        if (answer == null || answer.equals(GONE)) {
            throw new IOException(name + (answer == null ? " is silent" : " ended before it answered"));
        }
        return answer;
    }

    /** Ends the process; its standard input ends first, so that it can close what it has open. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
