// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of the application: for each line {@code id value} it fetches the id, loading the value where nothing is there. */
public final class Node implements AutoCloseable {
    private final Process process;
    private final PrintStream orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Node(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "node-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one over the Redis at {@code uri}. */
    public static Node start(String uri) throws IOException {
        return new Node(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Node.class.getName(),
                        uri))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add("broken: " + e);
        }
    }

    /** Returns what the node is answered when it fetches {@code id}, and loads {@code value} where nothing is there. */
    public String fetch(String id, String value) throws InterruptedException {
        orders.println(id + " " + value);
        String answer = answers.poll(1, TimeUnit.MINUTES);
        if (answer == null) {
            throw new AssertionError("a node does not answer");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        try (Application application = Application.over(arguments[0], "cachex.ttl", "1h", "cachex.near.ttl", "1h");
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            CacheHandler posts = application.cache("posts");
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                String[] order = line.split(" ");
                CacheKey<String> key = CacheKey.of(order[0], String.class);
                System.out.println(posts.fetch(key, CacheOptions.defaults().tags("all"), () -> order[1]));
            }
        }
    }
}
