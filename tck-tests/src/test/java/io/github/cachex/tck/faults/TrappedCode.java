// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.faults.Trap.Code;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;

/** The code that is handed to an engine, all of it around one trap. */
record TrappedCode(Trap trap) implements CacheListener, Serializer {
    EngineSetup into(EngineSetup setup, Executor threads) {
        return setup.listeners(List.of(this))
                .serializer(this)
                .namespaces(() -> {
                    trap.spring(Code.NAMESPACE);
                    return "tenant";
                })
                .executor(task -> {
                    trap.spring(Code.EXECUTOR);
                    threads.execute(task);
                })
                .aroundLoads(task -> () -> {
                    trap.spring(Code.CONTEXTS);
                    task.run();
                });
    }

    boolean accepts(Object value) {
        trap.spring(Code.FILTER);
        return true;
    }

    String instead() {
        trap.spring(Code.DEFAULT_VALUE);
        return "instead";
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        trap.spring(Code.LISTENER_WANTS);
        return true;
    }

    @Override
    public void on(CacheEvent event) {
        trap.spring(Code.LISTENER);
    }

    @Override
    public String name() {
        return "trapped";
    }

    @Override
    public byte id() {
        return 100;
    }

    @Override
    public byte[] write(Object value, Type type) {
        trap.spring(Code.SERIALIZER_WRITE);
        return ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        trap.spring(Code.SERIALIZER_READ);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
