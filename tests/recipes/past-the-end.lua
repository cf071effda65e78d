local box = array("box", 3, 0)
box[3] = 1
box[4] = 1
