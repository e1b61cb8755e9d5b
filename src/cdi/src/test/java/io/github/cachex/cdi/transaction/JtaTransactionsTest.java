// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JtaTransactionsTest {
    private static final CacheKey<String> KEY = CacheKey.of("text:1", String.class);
    private static final Map<String, String> PLAIN = Map.of("cachex.jitter", "0");

    private Application application;

    /** As runtimes without JNDI have it. */
    public static class AsBean {
        @Produces
        TransactionSynchronizationRegistry registry() {
            return Jta.registry();
        }
    }

    /** As servers have it. */
    public static class Naming implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    Naming.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("lookup")
                                && "java:comp/TransactionSynchronizationRegistry".equals(arguments[0])) {
                            return Jta.registry();
                        }
                        throw new NameNotFoundException();
                    });
        }
    }

    /** Texts in a database, cached. */
    @ApplicationScoped
    public static class Texts {
        private final Rows rows;
        private final AtomicInteger loads = new AtomicInteger();

        @Inject
        @Cachex("texts")
        CacheHandler cache;

        public Texts() throws SQLException {
            rows = new Rows();
        }

        public int loads() {
            return loads.get();
        }

        @CachexFetch(cache = "texts", key = "text:{0}")
        public String text(String id) {
            loads.incrementAndGet();
            return String.valueOf(rows.read(id));
        }

        public CacheHandler cache() {
            return cache;
        }

        public void write(String id, String text) {
            rows.write(id, text);
        }

        public String cached() {
            return CompletableFuture.supplyAsync(() -> cache.get(KEY).orElse("nothing"))
                    .join();
        }

        @Transactional
        @CachexInvalidate(cache = "texts", key = "text:{0}")
        public String edit(String id, String text, Runnable then) {
            rows.write(id, text);
            then.run();
            return text;
        }

        @Transactional
        @CachexInvalidate(cache = "texts", key = "text:{0}", before = true)
        public void editAfter(String id, String text, Runnable then) {
            then.run();
            rows.write(id, text);
        }

        @Transactional
        @CachexPut(cache = "texts", key = "text:{0}")
        public String replace(String id, String text, Runnable then) {
            rows.write(id, text);
            then.run();
            return text;
        }
    }

    /** Calls several methods in one transaction. */
    @ApplicationScoped
    public static class Editor {
        @Inject
        Texts texts;

        @Transactional
        public String putThenRead(String text) {
            texts.write("1", text);
            texts.cache().put(KEY, text);
            return texts.text("1") + ", " + texts.cache().get(KEY).orElse("nothing") + ", outside " + texts.cached();
        }

        @Transactional
        public String readOnly() {
            return texts.text("1") + texts.text("1") + ", outside " + texts.cached();
        }

        @Transactional
        public void fail(String text) {
            texts.write("1", text);
            texts.cache().put(KEY, text);
            texts.cache().invalidateTags("any");
            texts.text("2");
            throw new IllegalStateException("rolled back");
        }
    }

    private Texts start(Map<String, String> configuration, Class<?>... more) {
        Class<?>[] beans = new Class<?>[more.length + 3];
        System.arraycopy(more, 0, beans, 3, more.length);
        beans[0] = Texts.class;
        beans[1] = Editor.class;
        beans[2] = TransactionalInterceptor.class;
        application = Application.of(configuration, beans);
        return application.get(Texts.class);
    }

    @AfterEach
    void stop() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        application.close();
    }

    private static void fail() {
        throw new IllegalStateException("rolled back");
    }

    private static void doom() {
        try {
            Jta.manager().setRollbackOnly();
        } catch (jakarta.transaction.SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void invalidatingMethod_takesEffectAfterTheCommit() {
        Texts texts = start(PLAIN, AsBean.class);
        texts.replace("1", "old", () -> {});
        assertThat(texts.text("1")).isEqualTo("old");
        texts.edit("1", "new", () -> assertThat(texts.cached()).isEqualTo("old"));

        assertThat(texts.cached()).isEqualTo("nothing");
        assertThat(texts.text("1")).isEqualTo("new");
    }

    @Test
    void puttingMethod_takesEffectAfterTheCommit() {
        Texts texts = start(PLAIN, AsBean.class);
        texts.replace("1", "old", () -> {});
        texts.replace("1", "new", () -> assertThat(texts.cached()).isEqualTo("old"));

        assertThat(texts.cached()).isEqualTo("new");
        assertThat(texts.loads()).isZero();
    }

    @Test
    void rolledBack_nothingTakesEffect() {
        Texts texts = start(PLAIN, AsBean.class);
        texts.replace("1", "old", () -> {});
        assertThatThrownBy(() -> texts.replace("1", "new", JtaTransactionsTest::fail))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> texts.edit("1", "new", JtaTransactionsTest::fail))
                .isInstanceOf(IllegalStateException.class);
        texts.replace("1", "new", JtaTransactionsTest::doom);
        texts.edit("1", "new", JtaTransactionsTest::doom);
        assertThatThrownBy(() -> application.get(Editor.class).fail("new")).isInstanceOf(IllegalStateException.class);

        assertThat(texts.cached()).isEqualTo("old");
        assertThat(texts.text("1")).isEqualTo("old");
        assertThat(texts.cache().get(CacheKey.of("text:2", String.class))).isEmpty();
    }

    @Test
    void invalidationBefore_takesEffectAtOnce() {
        Texts texts = start(PLAIN, AsBean.class);
        texts.replace("1", "old", () -> {});
        texts.editAfter("1", "new", () -> assertThat(texts.cached()).isEqualTo("nothing"));

        assertThat(texts.text("1")).isEqualTo("new");
    }

    @Test
    void inTheTransaction_itsOwnChangesAreSeen() {
        Texts texts = start(PLAIN, AsBean.class);
        texts.replace("1", "old", () -> {});
        assertThat(application.get(Editor.class).putThenRead("new")).isEqualTo("new, new, outside old");
        assertThat(texts.cached()).isEqualTo("new");
    }

    @Test
    void loadInATransaction_isStoredAtItsCommit() {
        Texts texts = start(PLAIN, AsBean.class);
        texts.edit("1", "a", () -> {});
        assertThat(application.get(Editor.class).readOnly()).isEqualTo("aa, outside nothing");
        assertThat(texts.loads()).isEqualTo(1);
        assertThat(texts.cached()).isEqualTo("a");
    }

    @Test
    void registryOfTheServer_isFoundByItsName() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
        Texts texts = start(PLAIN);
        texts.replace("1", "old", () -> {});
        texts.edit("1", "new", () -> assertThat(texts.cached()).isEqualTo("old"));

        assertThat(texts.cached()).isEqualTo("nothing");
    }

    @Test
    void noTransactionManagerKnown_everythingTakesEffectAtOnce() {
        Texts texts = start(PLAIN);
        texts.cache().put(KEY, "old");
        texts.replace("1", "new", () -> assertThat(texts.cached()).isEqualTo("old"));
        assertThat(texts.cached()).isEqualTo("new");
    }

    @Test
    void immediate_takesEffectAtOnce() {
        Texts texts = start(Map.of("cachex.jitter", "0", "cachex.transactions", "immediate"), AsBean.class);
        assertThatThrownBy(() -> application.get(Editor.class).fail("new")).isInstanceOf(IllegalStateException.class);
        assertThat(texts.cached()).isEqualTo("new");
    }
}
