// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM process that does what it is told, one {@link Order} at a time; see {@link WorkerMain}. */
public final class Worker implements AutoCloseable {
    private static final String END = "";

    private final int index;
    private final Process process;
    private final PrintStream orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Worker(int index, Process process) {
        this.index = index;
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "worker-" + index + "-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts process number {@code index} over the source in {@code file}; {@link #answer} tells that it is there.
     *
     * @param environment what it has beside the environment of this process
     */
    public static Worker start(int index, Path file, Map<String, String> environment) {
        return start(System.getProperty("java.class.path"), index, file, environment);
    }

    /** Does so with the classes in {@code first} before all others. */
    public static Worker startWith(Path first, int index, Path file) {
        return start(first + File.pathSeparator + System.getProperty("java.class.path"), index, file, Map.of());
    }

    private static Worker start(String classPath, int index, Path file, Map<String, String> environment) {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classPath,
                WorkerMain.class.getName(),
                file.toString(),
                "" + index);
        command.environment().putAll(environment);
        try {
            return new Worker(
                    index,
                    command.redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // The process is gone, and with it the pipe.
        }
        answers.add(END);
    }

    public int index() {
        return index;
    }

    public long pid() {
        return process.pid();
    }

    /** Gives {@code order}; its {@link #answer} is fetched later. */
    public void tell(Order order) {
        orders.println(order.line());
    }

    /** Returns the next answer; throws when it is a failure, or the process ended instead. */
    public Order answer() {
        try {
            String line = answers.poll(10, TimeUnit.MINUTES);
            if (line == null || line.equals(END)) {
                throw new IllegalStateException("worker " + index
                        + (line == null ? " did not answer in ten minutes" : " ended instead of answering"));
            }
            Order answer = Order.parse(line);
            if (!answer.verb().equals("ok")) {
                throw new IllegalStateException("worker " + index + ": " + line);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Gives {@code order} and returns its answer. */
    public Order ask(Order order) {
        tell(order);
        return answer();
    }

    public void signal(Signal signal) {
        signal.send(process.pid());
    }

    /** Ends the process with SIGKILL, in the middle of whatever it does. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process by closing its standard input. */
    @Override
    public void close() {
        if (process.isAlive()) {
            signal(Signal.CONT);
        }
        orders.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
