/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.overread.hl7adapter.api.Answer;
import org.overread.hl7adapter.api.MllpGate;
import org.overread.hl7adapter.api.MllpListener;
import org.overread.hl7adapter.api.RawMessage;

/** Just enough of a container to run the real adapter: it records what was delivered, and how each delivery ended. */
final class Container implements AutoCloseable {

    /** One call of the listener, with the texts of its messages. */
    record Delivery(List<RawMessage> messages, int status) {
        List<String> texts() {
            return messages.stream().map(Container::text).toList();
        }

        boolean committed() {
            return status == Status.STATUS_COMMITTED;
        }
    }

    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final List<Thread> workers = new CopyOnWriteArrayList<>();
    final MllpResourceAdapter adapter;
    private final MllpActivationSpec spec = new MllpActivationSpec();
    private final ThreadLocal<Transaction> transaction = new ThreadLocal<>();
    private volatile Function<List<RawMessage>, List<Answer>> listener = Container::acknowledge;
    private volatile Function<List<RawMessage>, Integer> commit = messages -> Status.STATUS_COMMITTED;
    private boolean active;

    private static final class Transaction {
        private Synchronization synchronization;
        private boolean rollbackOnly;
        private List<RawMessage> messages = List.of();
    }

    private Container(Map<String, String> settings) {
        adapter = new MllpResourceAdapter(() -> MllpSettings.read(settings::get));
        adapter.start(proxy(
                BootstrapContext.class,
                Map.of("getWorkManager", this::workManager, "getTransactionSynchronizationRegistry", this::registry)));
    }

    /** An active endpoint on free ports, the gate open, a few settings on top. */
    static Container start(Map<String, String> settings) throws Exception {
        Map<String, String> all =
                new java.util.HashMap<>(Map.of("overread.mllp.port", "0", "overread.mllp.tls.port", "0"));
        all.putAll(settings);
        Container container = new Container(all);
        MllpGate.gate().open();
        container.activate();
        return container;
    }

    static Container start() throws Exception {
        return start(Map.of());
    }

    void activate() throws Exception {
        adapter.endpointActivation(endpoints(true), spec);
        active = true;
    }

    MessageEndpointFactory endpoints(boolean transacted) {
        return proxy(
                MessageEndpointFactory.class,
                Map.of("isDeliveryTransacted", () -> transacted, "createEndpoint", this::endpoint));
    }

    /** What the application does with the messages of one delivery. */
    Container answering(Function<List<RawMessage>, List<Answer>> application) {
        listener = application;
        return this;
    }

    Container acknowledging(UnaryOperator<String> application) {
        return answering(messages -> messages.stream()
                .map(message -> (Answer) new Answer.Acknowledge(bytes(application.apply(text(message)))))
                .toList());
    }

    /** How a delivery's commit ends, by its messages. */
    Container committing(Function<List<RawMessage>, Integer> outcome) {
        commit = outcome;
        return this;
    }

    MllpServer server() {
        return adapter.activations().get(spec).server();
    }

    int port() throws InterruptedException {
        return port(MllpServer.PLAIN);
    }

    int port(String kind) throws InterruptedException {
        for (int i = 0; i < 500 && server().port(kind) < 0; i++) {
            Thread.sleep(10);
        }
        return server().port(kind);
    }

    Sender sender() throws Exception {
        return Sender.connect(port());
    }

    List<String> received() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.texts().stream())
                .toList();
    }

    @Override
    public void close() {
        if (active) {
            active = false;
            adapter.endpointDeactivation(endpoints(true), spec);
        }
        adapter.stop();
        MllpGate.gate().close();
    }

    static List<Answer> acknowledge(List<RawMessage> messages) {
        return messages.stream()
                .map(message -> (Answer) new Answer.Acknowledge(bytes("ACK " + text(message))))
                .toList();
    }

    static String text(RawMessage message) {
        return new String(message.content(), StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Object endpoint() {
        InvocationHandler handler = (self, method, arguments) -> switch (method.getName()) {
            case "beforeDelivery" -> {
                transaction.set(new Transaction());
                yield null;
            }
            case "onMessages" -> {
                @SuppressWarnings("unchecked")
                List<RawMessage> messages = (List<RawMessage>) arguments[0];
                transaction.get().messages = messages;
                try {
                    yield listener.apply(messages);
                } catch (RuntimeException e) {
                    transaction.get().rollbackOnly = true;
                    throw e;
                }
            }
            case "afterDelivery" -> {
                end(transaction.get());
                transaction.remove();
                yield null;
            }
            default -> null;
        };
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MessageEndpoint.class, MllpListener.class}, handler);
    }

    private void end(Transaction ended) {
        int status = ended.rollbackOnly ? Status.STATUS_ROLLEDBACK : commit.apply(ended.messages);
        deliveries.add(new Delivery(ended.messages, status));
        ended.synchronization.afterCompletion(status);
    }

    private Object workManager() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WorkManager.class}, (self, method, arguments) -> {
                    Thread worker = new Thread((Work) arguments[0], "worker-" + workers.size());
                    workers.add(worker);
                    worker.start();
                    return 0L;
                });
    }

    private Object registry() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "registerInterposedSynchronization" ->
                            transaction.get().synchronization = (Synchronization) arguments[0];
                        case "setRollbackOnly" -> transaction.get().rollbackOnly = true;
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    private interface Call {
        Object get();
    }

    private static <T> T proxy(Class<T> type, Map<String, Call> calls) {
        return type.cast(Proxy.newProxyInstance(
                Container.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Call call = calls.get(method.getName());
                    if (call == null) {
                        return invokeObject(self, method, arguments);
                    }
                    return call.get();
                }));
    }

    private static Object invokeObject(Object self, Method method, Object[] arguments)
            throws IllegalAccessException, InvocationTargetException {
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
