for plate = 1, 5 do serve(plate) end
