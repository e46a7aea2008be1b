# Вид карты: конструктор для владельца и слова, которые нужны рисункам карт.

wallet-state-expired = Срок истёк
wallet-state-used = Использован
wallet-state-inactive = Больше не действует
wallet-valid-until = Действует до
