# Видът на картата: конструкторът за собственика и думите, нужни на рисунките на карти.

wallet-state-expired = Изтекъл
wallet-state-used = Използван
wallet-state-inactive = Вече не важи
wallet-valid-until = Важи до
